/**
 * The icons of work item types, drawn here: outlines on a field of 16 by 16, in one colour. The names are those of the service.
 * Where two outlines overlap the even-odd rule makes a hole.
 */
const OUTLINES: Readonly<Record<string, string>> = {
  icon_clipboard: 'M3 2h2.5V1h5v1H13v13H3zM6 5.5h4V4H6zM5 8v1.2h6V8zM5 11v1.2h6V11z',
  icon_crown: 'M1 4l3.5 3L8 2l3.5 5L15 4l-1.5 8.5h-11zM2.5 13.5h11V15h-11z',
  icon_trophy:
    'M4 1h8v1.5h3V5a3 3 0 0 1-3.2 3A4 4 0 0 1 9 9.9V12h2.5v2.5h-7V12H7V9.9A4 4 0 0 1 4.2 8 3 3 0 0 1 1 5V2.5h3z',
  icon_list: 'M1 2h3v3H1zM6 2.8h9v1.4H6zM1 6.5h3v3H1zM6 7.3h9v1.4H6zM1 11h3v3H1zM6 11.8h9v1.4H6z',
  icon_book: 'M1 2.5c2.5-.8 5-.6 7 1 2-1.6 4.5-1.8 7-1V13c-2.5-.8-5-.6-7 1-2-1.6-4.5-1.8-7-1zM7.4 5v7h1.2V5z',
  icon_sticky_note: 'M2 2h12v8l-4 4H2zM9.5 9.5v3l3-3z',
  icon_insect:
    'M5.5 4a2.5 2.5 0 0 1 5 0l1.8-1.5.8 1L11 5.300l.5 1.700H15v1.400h-3.300l-.1 1L14 11.500l-.8 1.1-2-1.600A3.5 3.5 0 0 1 8 14a3.5 3.5 0 0 1-3.2-3l-2 1.600L2 11.500l2.4-2.1-.1-1H1V7h3.500L5 5.3 2.9 3.500l.8-1z',
  icon_traffic_cone: 'M7 1h2l1 3.200H6zM5.5 5.700h5l.9 2.800H4.600zM4.1 10h7.800l1 3H15v2H1v-2h2.100z',
  icon_chat_bubble: 'M1 2h14v9H8l-4 4v-4H1z',
  icon_flame:
    'M8 1c.5 3 4.5 4.5 4.5 8.500A4.5 4.5 0 0 1 8 15a4.5 4.5 0 0 1-4.5-5C3.5 7.5 5 6.5 5.5 4.5 7 5.5 8 3.5 8 1zM8 9c-1 1-2 2-2 3.200A2 2 0 0 0 8 14a2 2 0 0 0 2-1.800C10 11 9 10 8 9z',
  icon_megaphone:
    'M13 2v10L7 9.800H5.500L6.5 14h-2L3.3 9.800H2a1.5 1.5 0 0 1-1-1.500V6a1.5 1.5 0 0 1 1.5-1.500H7zM14 5.500a2 2 0 0 1 0 3z',
  icon_code_review: 'M5 3L1 7l4 4 1.2-1.200L3.4 7l2.8-2.800zM11 3l4 4-4 4-1.2-1.200L12.6 7 9.8 4.200zM3 13h10v1.500H3z',
  icon_code_response:
    'M1 2h14v9H8l-4 4v-4H1zM5.5 4L3.3 6.5 5.5 9l1-.9-1.4-1.6 1.4-1.600zM10.5 4l-1 .9 1.4 1.6-1.4 1.6 1 .9 2.2-2.500z',
  icon_review:
    'M2 1h8l3 3v4h-1.500V5H9V2.500H3.500v11H7V15H2zM11 9a3 3 0 0 1 2.4 4.700l1.6 1.6-1 .7-1.5-1.500A3 3 0 1 1 11 9zM11 10.400a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.200z',
  icon_response: 'M1 2h14v9H8l-4 4v-4H1zM4 4.500v1.200h8V4.500zM4 7.300v1.200h6V7.300z',
  icon_test_plan: 'M2 1h12v14H2zM4 3.500v9h8v-9zM5 5h2v1.500H5zM8 5h3v1.500H8zM5 8h2v1.500H5zM8 8h3v1.500H8z',
  icon_test_suite: 'M1 3h5l1.5 2H15v9H1zM4.5 9l2.5 2.5 4.5-4-.9-1-3.6 3.200L5.4 8z',
  icon_test_case:
    'M5.5 1h5v1.300H10v3.500l4 7.400A1.2 1.2 0 0 1 13 15H3a1.2 1.2 0 0 1-1-1.800l4-7.400V2.300h-.5zM5.3 9.500L3.6 13h8.800l-1.7-3.500z',
  icon_test_step: 'M1 11h4v4H1zM6 6.500h4V15H6zM11 2h4v13h-4z',
  icon_test_parameter:
    'M4.5 2v1.500H3v9h1.500V14H1.500V2zM11.5 2v1.500H13v9h-1.500V14h3V2zM5.5 6.500h5V8h-5zM5.5 9h5v1.500h-5z',
  icon_star: 'M8 1l2.2 4.6 5 .7-3.6 3.5.9 5L8 12.400l-4.5 2.4.9-5L.8 6.300l5-.7z',
  icon_ribbon:
    'M8 1a4.5 4.5 0 0 1 3 7.900V15l-3-2-3 2V8.900A4.5 4.5 0 0 1 8 1zM8 3a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  icon_chart: 'M1 1h1.500v12.500H15V15H1zM4 8h2v4.500H4zM7.5 5h2v7.500h-2zM11 2h2v10.500h-2z',
  icon_headphone:
    'M8 1.500a6.5 6.5 0 0 1 6.5 6.500v5a1.5 1.5 0 0 1-1.5 1.500h-2v-6h2V8a5 5 0 0 0-10 0v.5h2v6H3A1.5 1.5 0 0 1 1.5 13V8A6.5 6.5 0 0 1 8 1.500z',
  icon_key:
    'M11 1a4 4 0 1 1-2.2 7.300L7.5 9.700v1.800H5.700v1.800H3.900V15H1v-2.700l5.9-5.900A4 4 0 0 1 11 1zM12 3a1.2 1.2 0 1 0 0 2.400A1.2 1.2 0 0 0 12 3z',
  icon_airplane:
    'M8 1c.7 0 1 .8 1 2v3l6 3.500V11L9 9.500V13l2 1.300V15l-3-.7-3 .7v-.7L7 13V9.500L1 11V9.500L7 6V3c0-1.2.3-2 1-2z',
  icon_car:
    'M3.5 4h9L14 8h1v4h-1.500v2h-2v-2h-7v2h-2v-2H1V8h1zM4.6 5.500L3.7 8h8.600l-.9-2.500zM3 9.200v1.500h2V9.200zM11 9.200v1.500h2V9.200z',
  icon_diamond: 'M4 2h8l3 4-7 9-7-9zM4.7 3.500L3.3 5.400h9.400l-1.4-1.900z',
  icon_asterisk:
    'M7 1h2v5l4.3-2.5 1 1.700L10 8l4.3 2.8-1 1.700L9 10v5H7v-5l-4.3 2.5-1-1.700L6 8 1.7 5.200l1-1.700L7 6z',
  icon_database_storage:
    'M2 3.500C2 2 5 1 8 1s6 1 6 2.500v9C14 14 11 15 8 15s-6-1-6-2.500zM3.5 3.500C4 4.2 6 4.7 8 4.700s4-.5 4.5-1.200C12 2.8 10 2.4 8 2.400s-4 .4-4.5 1.100z',
  icon_government: 'M8 1l7 4v1.500H1V5zM2.5 7.500h2v5h-2zM7 7.500h2v5H7zM11.5 7.500h2v5h-2zM1 13.500h14V15H1z',
  icon_gavel:
    'M8.5 1L13 5.5 11.8 6.7 10.9 6.3 8.3 8.900l6.2 5L13.4 15 8 9.3 6.8 10.5 7 11.3 5.9 12.5 1.3 8 2.5 6.8 3.4 7.2 7.3 3.3 7.2 2.300z',
  icon_parachute:
    'M8 1a7 7 0 0 1 7 6.500L9.7 12H6.300L1 7.500A7 7 0 0 1 8 1zM4 7.500l2.6 3L6 7.500zM10 7.500l-.6 3 2.6-3zM6.5 13h3v2h-3z',
  icon_paint_brush:
    'M14.5 1.500c.8.8.2 2-.7 3.200L8.5 10.8 6 8.300l6-5.800c1-1 1.9-1.6 2.5-1zM5.2 9.200l2.2 2.200C7.3 13.5 5.5 15 1 14.500c1.5-.8 1.3-2 1.6-3.300a2.6 2.6 0 0 1 2.6-2z',
  icon_palette:
    'M8 1.500a6.8 6.8 0 0 1 7 6.300c0 2.4-2 2.7-3.5 2.7-1.7 0-1.5 1-1.3 2 .2 1.2-.6 2-2.2 2A6.5 6.5 0 0 1 8 1.500zM4.5 6.500A1.2 1.2 0 1 0 4.5 9a1.2 1.2 0 0 0 0-2.500zM7 3.500A1.2 1.2 0 1 0 7 6a1.2 1.2 0 0 0 0-2.500zM11 4a1.2 1.2 0 1 0 0 2.500A1.2 1.2 0 0 0 11 4z',
  icon_gear:
    'M7 1h2l.4 2 1.2.5 1.7-1.2 1.4 1.4-1.2 1.7.5 1.2 2 .4v2l-2 .4-.5 1.2 1.2 1.7-1.4 1.4-1.7-1.2-1.2.5L9 15H7l-.4-2-1.2-.5-1.7 1.2-1.4-1.4 1.2-1.700L3 9.4 1 9V7l2-.4.5-1.2-1.2-1.7 1.4-1.4 1.7 1.200L6.6 3zM8 5.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  icon_check_box: 'M1.5 1.500h13v13h-13zM4 8.200l3 3 5.5-5.7-1.1-1L7 9.1 5.1 7.100z',
  icon_gift: 'M1.5 5h3A2 2 0 0 1 8 2.8 2 2 0 0 1 11.5 5h3v3H9V5.300H7V8H1.500zM2.5 9H7v6H2.500zM9 9h4.500v6H9z',
  icon_test_beaker: 'M4 1h8v1.500h-1V13a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V2.500H4zM6.5 2.500V7h3V2.500z',
  icon_broken_lightbulb:
    'M8 1a4.7 4.7 0 0 1 2.5 8.700V11h-5V9.700A4.7 4.7 0 0 1 8 1zM8.6 3L6.4 5.800h1.500L7.2 8.500l2.5-3.300H8.200zM5.5 12h5v1.200h-5zM6.5 14h3v1h-3z',
  icon_clipboard_issue: 'M3 2h2.500V1h5v1H13v13H3zM6 5.300h4V4H6zM7.3 7v4h1.400V7zM7.3 12v1.300h1.400V12z',
};

/** Names of all icons. */
export const ICON_NAMES: readonly string[] = Object.keys(OUTLINES);

/** The colour of an icon when none, or none that is one, is asked for. */
const DEFAULT_COLOR = '007ACC';

/** Kinds of drawings, by the media types that ask for them. */
export type Drawing = 'svg' | 'xaml';

/** An icon as a document, or undefined for an unknown name. `color` has six hexadecimal digits. */
export function drawIcon(name: string, color: string | undefined, drawing: Drawing = 'svg'): string | undefined {
  const outline = Object.hasOwn(OUTLINES, name) ? OUTLINES[name] : undefined;
  if (outline === undefined) return undefined;
  const fill = color !== undefined && /^[0-9a-f]{6}$/i.test(color) ? color : DEFAULT_COLOR;
  if (drawing === 'xaml') {
    const namespace = 'http://schemas.microsoft.com/winfx/2006/xaml/presentation';
    return `<Canvas xmlns="${namespace}" Width="16" Height="16"><Path Fill="#FF${fill}" Data="${outline}"/></Canvas>`;
  }
  const path = `<path fill="#${fill}" fill-rule="evenodd" d="${outline}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">${path}</svg>`;
}
