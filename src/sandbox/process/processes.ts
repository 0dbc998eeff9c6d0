import type { ProcessName } from '../model';
import { AGILE } from './agile';
import { BASIC } from './basic';
import { CMMI } from './cmmi';
import type { ProcessTemplate } from './process';
import { SCRUM } from './scrum';

/** The system processes by name. */
export const PROCESSES: Readonly<Record<ProcessName, ProcessTemplate>> = {
  Scrum: SCRUM,
  Agile: AGILE,
  Basic: BASIC,
  CMMI,
};
