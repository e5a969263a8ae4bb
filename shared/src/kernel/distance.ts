/** A point on the map, in degrees. */
export interface MapPoint {
  latitude: number;
  longitude: number;
}

/** Mean radius of the earth (IUGG), in metres. */
const EARTH_METERS = 6_371_008.8;
const METERS_PER_DEGREE = (EARTH_METERS * Math.PI) / 180;

/** Metres between two points along the surface (haversine formula); whole. */
export function metersBetween(a: MapPoint, b: MapPoint): number {
  const lat = radians(b.latitude - a.latitude);
  const lon = radians(b.longitude - a.longitude);
  const chord =
    Math.sin(lat / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(lon / 2) ** 2;
  return Math.round(2 * EARTH_METERS * Math.asin(Math.min(1, Math.sqrt(chord))));
}

/** Degrees north and south, and east and west, of a point that hold everything within `meters` of it. */
export function degreesAround(point: MapPoint, meters: number): { latitude: number; longitude: number } {
  const latitude = meters / METERS_PER_DEGREE;
  // The circle is widest at its edge nearest a pole; there every longitude may lie within it.
  const edge = Math.min(90, Math.abs(point.latitude) + latitude);
  const longitude = edge >= 89.9 ? 180 : Math.min(180, latitude / Math.cos(radians(edge)));
  return { latitude, longitude };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
