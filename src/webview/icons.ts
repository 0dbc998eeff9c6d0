/** Strokes on a 16 × 16 grid. */
const strokes = {
  add: 'M8 3v10M3 8h10',
  attach: 'M12.5 7.5 8 12a2.8 2.8 0 0 1-4-4l5.2-5.2a1.9 1.9 0 0 1 2.7 2.7L6.8 10.6a.9.9 0 0 1-1.3-1.3l4.4-4.4',
  braces:
    'M6 2.5c-2 0-2 1-2 2.5s0 2.5-1.5 3c1.5.5 1.5 1.5 1.5 3s0 2.5 2 2.5M10 2.5c2 0 2 1 2 2.5s0 2.5 1.5 3c-1.5.5-1.5 1.5-1.5 3s0 2.5-2 2.5',
  chevron: 'M6 3.5 10.5 8 6 12.5',
  close: 'm4 4 8 8M12 4l-8 8',
  commit: 'M8 1.5v3.5M8 11v3.5M11 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0Z',
  comment: 'M2.5 3h11v7.5h-6L4.5 13v-2.5h-2Z',
  discard: 'M3 3v4h4M3.3 7A5.3 5.3 0 1 1 4 11.5',
  edit: 'm3 13 .6-2.8L10.8 3 13 5.2 5.8 12.4 3 13Z',
  file: 'M4 1.5h5L12.5 5v9.5H4ZM9 1.5V5h3.5',
  globe: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM2 8h12M8 2c-3.5 3.5-3.5 8.5 0 12 3.5-3.5 3.5-8.5 0-12Z',
  link: 'M7 9a2.5 2.5 0 0 0 3.6 0l2-2A2.5 2.5 0 0 0 9 3.4l-.8.8M9 7a2.5 2.5 0 0 0-3.6 0l-2 2A2.5 2.5 0 0 0 7 12.6l.8-.8',
} as const;

export type IconName = keyof typeof strokes;

const namespace = 'http://www.w3.org/2000/svg';

/** A picture for the eye only: whatever it means is also said in words next to it. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', strokes[name]);
  svg.append(path);
  return svg;
}
