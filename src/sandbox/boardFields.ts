import type { FieldDefinition, Fields } from './model';

/** `WEF_<guid>_Kanban.Column`: where a card stands on the board of that extension. */
export function columnField(marker: string): string {
  return `${marker}_Kanban.Column`;
}

/** Whether the card stands in the right half of a split column. */
export function doneField(marker: string): string {
  return `${marker}_Kanban.Column.Done`;
}

/** Present, and true, on every item that takes part in the extension; seen with `$expand=all` only. */
export function markerField(marker: string): string {
  return `${marker}_System.ExtensionMarker`;
}

/** Whether the item stands on the board. */
export function isBoardColumn(fields: Fields, marker: string): boolean {
  return fields[columnField(marker)] !== undefined;
}

/** The fields that a board adds to the collection. */
export function boardFieldDefinitions(marker: string): readonly FieldDefinition[] {
  const base = { usage: 'workItem', readOnly: false, canSortBy: true, isQueryable: true } as const;
  return [
    { ...base, referenceName: columnField(marker), name: `${marker}_Kanban Column`, type: 'string' },
    { ...base, referenceName: doneField(marker), name: `${marker}_Kanban Column Done`, type: 'boolean' },
    {
      ...base,
      referenceName: markerField(marker),
      name: `${marker}_Extension Marker`,
      type: 'boolean',
      readOnly: true,
    },
  ];
}
