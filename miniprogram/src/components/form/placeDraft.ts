import type { PlaceDraft } from './PlaceField';

interface Place {
  address: string;
  latitude: number;
  longitude: number;
}

/** What the field starts with. */
export function draftOf(place: Place | null): PlaceDraft {
  if (!place) return { address: '', latitude: '', longitude: '' };
  return { address: place.address, latitude: String(place.latitude), longitude: String(place.longitude) };
}

function degrees(text: string, limit: number): number | null {
  const value = Number(text.trim());
  return text.trim() !== '' && Number.isFinite(value) && Math.abs(value) <= limit ? value : null;
}

/** The place that was typed; null while it is not complete. */
export function placeOf(draft: PlaceDraft): Place | null {
  const latitude = degrees(draft.latitude, 90);
  const longitude = degrees(draft.longitude, 180);
  const address = draft.address.trim();
  return latitude === null || longitude === null || address.length < 2 ? null : { address, latitude, longitude };
}
