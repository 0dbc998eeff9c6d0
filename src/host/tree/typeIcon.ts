import * as vscode from 'vscode';
import type { WorkItemType } from '../../core/definitions';

/** Shapes on a 16×16 grid, by the names that Azure DevOps gives its type icons; drawn for this extension. */
const shapes: Readonly<Record<string, string>> = {
  icon_insect:
    'M8 2.2a2.4 2.4 0 0 1 2.4 2.2H5.6A2.4 2.4 0 0 1 8 2.2ZM4.8 5.4h6.4l.3 1.4 2.2-1 .5 1.1-2.5 1.2v1.2H14v1.2h-2.4a3.6 3.6 0 0 1-.4 1.2l2 1.6-.8 1-1.9-1.6A3.6 3.6 0 0 1 8 14a3.6 3.6 0 0 1-2.5-1.3l-1.9 1.6-.8-1 2-1.6a3.6 3.6 0 0 1-.4-1.2H2V9.3h2.3V8.1L1.8 6.9l.5-1.1 2.2 1Z',
  icon_clipboard: 'M5.5 2h5v1.2H13V14H3V3.2h2.5Zm1.2 1v1.4h2.6V3ZM7.2 11.4l4-4.3-.9-.8-3.1 3.3-1.5-1.5-.8.8Z',
  icon_check_box: 'M3 3h10v10H3Zm4.1 7.7 4-4.6-.9-.8-3.1 3.6-1.5-1.5-.8.9Z',
  icon_list: 'M2.5 3h2v2h-2Zm3.5.2h7.5v1.6H6ZM2.5 7h2v2h-2Zm3.5.2h7.5v1.6H6ZM2.5 11h2v2h-2Zm3.5.2h7.5v1.6H6Z',
  icon_book:
    'M2 3.2c2-.7 4-.6 5.4.6v9.4C6 12 4 11.900 2 12.600Zm12 0v9.400c-2-.7-4-.6-5.400.6V3.800C10 2.600 12 2.500 14 3.200Z',
  icon_trophy:
    'M4.500 2h7v1.200H14c0 2.600-.9 4.200-2.800 4.500A3.500 3.500 0 0 1 8.700 9.600v2h2.300V14H5v-2.400h2.300v-2a3.500 3.500 0 0 1-2.500-1.900C2.900 7.400 2 5.800 2 3.200h2.500Zm0 2.300H3.200c.1 1 .500 1.800 1.300 2.100Zm7 0v2.100c.800-.300 1.200-1.100 1.300-2.100Z',
  icon_crown: 'M2 4.500 5 8l3-5 3 5 3-3.500-1 6.500H3Zm1 7.500h10v1.500H3Z',
  icon_traffic_cone:
    'M7 2h2l.8 2.600H6.200ZM5.800 5.800h4.400l.8 2.600H5ZM4.600 9.600h6.800l.8 2.400H14v1.600H2V12h1.800Z',
  icon_test_beaker:
    'M5.500 2h5v1.200h-.8v3.300L13 12.400c.4.800 0 1.600-.9 1.600H3.900c-.9 0-1.300-.8-.9-1.600l3.300-5.900V3.200h-.8Zm2 1.200v3.600L6 9.500h4L8.500 6.800V3.200Z',
};

const fallback =
  'M3 2.500h10a.5.5 0 0 1 .5.5v10a.5.5 0 0 1-.5.5H3a.5.5 0 0 1-.5-.5V3a.5.5 0 0 1 .5-.5Zm1.500 3v1.200h7V5.500Zm0 3v1.200h5V8.500Z';

/** The icon of a type in its own colour, as an image that needs no request. */
export function typeIcon(type: Pick<WorkItemType, 'icon' | 'color'> | undefined): vscode.Uri | vscode.ThemeIcon {
  if (type === undefined) return new vscode.ThemeIcon('tasklist');
  const color = /^[\da-f]{6}$/i.test(type.color) ? type.color : '888888';
  const path = shapes[type.icon] ?? fallback;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#${color}" fill-rule="evenodd" d="${path}"/></svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
}
