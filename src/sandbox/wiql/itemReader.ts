import type { SubjectReader } from './compileComparison';
import { LINK_TYPE } from './families';
import { wiqlErrors } from './wiqlError';
import type { WiqlScope, WiqlSource } from './wiqlSource';

/** Reads the fields of one item. */
export function itemReader<Item>(source: WiqlSource<Item>, scope: WiqlScope): SubjectReader<Item> {
  return {
    scope,
    reader(field, name) {
      if (field.referenceName === LINK_TYPE) throw wiqlErrors.linkField(name.source);
      return source.reader(field);
    },
    history: (item) => source.history(item),
  };
}
