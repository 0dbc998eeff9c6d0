import type { Document } from '../../../src/core/document';
import type { Problem } from '../../../src/core/problem';
import type { ValidateContext } from '../../../src/core/validate';
import type { WorkItem } from '../../../src/core/workItem';
import { item } from './fixture';

export interface Judgement {
  readonly name: string;
  readonly base?: WorkItem;
  readonly edit: (document: Document) => Document;
  readonly context?: ValidateContext;
  readonly problems: readonly (Partial<Problem> & { readonly at?: string })[];
}

export const same = (document: Document) => document;

export const newTask = item(-1, 0, { 'System.Title': 'New' });

export const newBug = item(-1, 0, { 'System.WorkItemType': 'Bug', 'System.State': 'New', 'System.Title': 'New' });
