/** What each icon draws: strokes in a box of 24, coloured by whoever shows them. The tab icons are made from the same. */
export const DRAWINGS = {
  home: '<path d="M4 10.5 12 4l8 6.5V20H4z"/><path d="M9 20v-5h6v5"/>',
  stamp: '<path d="M9 4h6v3c0 2 1 3 1 5H8c0-2 1-3 1-5z"/><path d="M5 12h14v4H5z"/><path d="M4 20h16"/>',
  ticket:
    '<path d="M3 7h18v3.5a1.5 1.5 0 0 0 0 3V17H3v-3.5a1.5 1.5 0 0 0 0-3z"/><path d="M14 7v10" stroke-dasharray="2 2"/>',
  person: '<circle cx="12" cy="8" r="4"/><path d="M4 20c1-4 4-6 8-6s7 2 8 6"/>',
  people:
    '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 19c.8-3.5 3.2-5 6.5-5s5.7 1.5 6.5 5"/><path d="M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5c2 .8 3.1 2.3 3.5 4.5"/>',
  scan: '<path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16"/>',
  phone: '<path d="M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2z"/>',
  note: '<path d="M6 3h9l4 4v14H6z"/><path d="M9.5 12h6M9.5 16h6M14 3v5h5"/>',
  pen: '<path d="M4 20l1-4L16 5l3 3L8 19z"/><path d="M14 7l3 3"/>',
  chevron: '<path d="m9 5 7 7-7 7"/>',
  clock: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3 2"/>',
  pin: '<path d="M12 21s7-6 7-11a7 7 0 1 0-14 0c0 5 7 11 7 11z"/><circle cx="12" cy="10" r="2.5"/>',
  gift: '<path d="M4 11h16v9H4zM3 7h18v4H3zM12 7v13"/><path d="M12 7c-2-4-6-3-5 0M12 7c2-4 6-3 5 0"/>',
  alert: '<path d="M12 4 2.5 20h19z"/><path d="M12 10v4.5M12 17.3v.2"/>',
  info: '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.6v.2"/>',
  help: '<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.6v.2"/>',
  check: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  close: '<path d="M6 6l12 12M18 6 6 18"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
  offline: '<path d="M3 3l18 18M7 18h10M5 15a4 4 0 0 1 2-7M10 6a6 6 0 0 1 8 5 4 4 0 0 1 2 6"/>',
  shield: '<path d="M12 3l8 3v5c0 5-3.3 8.3-8 10-4.7-1.7-8-5-8-10V6z"/><path d="m8.5 12 2.5 2.5 4.5-4.5"/>',
  device: '<path d="M7 2.5h10v19H7z"/><path d="M11 18.5h2"/>',
  computer: '<path d="M3 5h18v11H3zM8 20h8M12 16v4"/>',
  key: '<circle cx="8" cy="14" r="4"/><path d="m11 11 8-8M16 6l3 3"/>',
  work: '<path d="M3 8h18v12H3zM9 8V5h6v3M3 13h18"/>',
  shop: '<path d="M4 10v10h16V10M3 10l2-6h14l2 6z"/><path d="M9 20v-5h6v5"/>',
  bank: '<path d="M3 9l9-5 9 5zM5 9v8M9.7 9v8M14.3 9v8M19 9v8M3 20h18"/>',
  inbox: '<path d="M4 13 6.5 5h11L20 13v6H4z"/><path d="M4 13h5a3 3 0 0 0 6 0h5"/>',
  sliders: '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
  list: '<path d="M8 6h12M8 12h12M8 18h12M4 6h.2M4 12h.2M4 18h.2"/>',
  copy: '<path d="M8 8h12v12H8z"/><path d="M16 8V4H4v12h4"/>',
  download: '<path d="M12 4v11M7.5 10.5 12 15l4.5-4.5M4 20h16"/>',
  chart: '<path d="M4 20V4M4 20h16M8.5 16v-4M13 16V8M17.5 16v-6"/>',
  target: '<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="4"/><path d="M12 12h.2"/>',
  swap: '<path d="M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4"/>',
  pie: '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5V12l6 6"/>',
  waves:
    '<path d="M3 8c2-2 4-2 6 0s4 2 6 0 4-2 6 0M3 13c2-2 4-2 6 0s4 2 6 0 4-2 6 0M3 18c2-2 4-2 6 0s4 2 6 0 4-2 6 0"/>',
  exit: '<path d="M10 4H4v16h6M9 12h11M16.5 8.5 20 12l-3.5 3.5"/>',
} as const;

export type IconName = keyof typeof DRAWINGS;

/** The whole SVG of an icon with strokes of one colour. */
export function drawingOf(name: IconName, colour: string, strokeWidth = 1.75): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="${strokeWidth}" stroke-linecap="round" stroke-linejoin="round">${DRAWINGS[name]}</svg>`;
}
