import type { Person } from '../model';
import { people } from './people';

/** One item of the sample, in words that people would use. Days count back from now. */
export interface SampleItem {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly parent: number | undefined;
  /** Area below the project's root; empty is the root. */
  readonly area: string;
  readonly iteration: string;
  readonly who: Person | undefined;
  readonly tags: string;
  /** The states it went through after the first one. */
  readonly states: readonly string[];
  readonly created: number;
  readonly changed: number;
  /** By reference name. */
  readonly fields: Readonly<Record<string, string>>;
  readonly comment: string | undefined;
}

const types: Readonly<Record<string, string>> = { PBI: 'Product Backlog Item' };
const iterations: Readonly<Record<string, string>> = {
  S3: 'Release 1\\Sprint 3',
  S4: 'Release 2\\Sprint 4',
  S5: 'Release 2\\Sprint 5',
  R2: 'Release 2',
};
const fieldNames: Readonly<Record<string, string>> = {
  priority: 'Microsoft.VSTS.Common.Priority',
  severity: 'Microsoft.VSTS.Common.Severity',
  effort: 'Microsoft.VSTS.Scheduling.Effort',
  remaining: 'Microsoft.VSTS.Scheduling.RemainingWork',
  activity: 'Microsoft.VSTS.Common.Activity',
};

/** A parent stands before its children; `days` is when it was created and when it last changed, counted back from now. */
const table = `
id  | type         | title                                              | parent | area             | iteration | who      | tags                 | states                    | days  | fields
401 | Epic         | Self-service for customers                         |        |                  |           | Jamal    |                      | In Progress               | 90-12 |
402 | Epic         | Field technicians work offline                     |        |                  |           | Christie |                      |                           | 85-30 |
403 | Feature      | Book a technician online                           | 401    | Website          |           | Johnnie  |                      | In Progress               | 80-9  | effort=40
404 | Feature      | Pay invoices online                                | 401    | Website/Checkout |           | Raisa    | payments             | In Progress               | 78-6  | effort=55
405 | Feature      | Service status page                                | 401    | Website          |           | Chuck    |                      |                           | 70-25 |
406 | Feature      | Work orders on the phone                           | 402    | Mobile           |           | Norman   |                      | In Progress               | 64-8  |
407 | Feature      | Synchronize after a lost connection                | 402    | Mobile           |           | Christie |                      |                           | 60-33 |
408 | PBI          | Choose a time slot for the visit                   | 403    | Website          | S4        | Johnnie  | booking, ux          | Approved, Committed       | 50-3  | effort=8, priority=1
409 | PBI          | Confirm the visit by e-mail                        | 403    | Website          | S4        | Raisa    | booking              | Approved, Committed       | 49-4  | effort=3
410 | PBI          | Cancel or move a visit                             | 403    | Website          | S5        | Johnnie  | booking              | Approved                  | 48-14 | effort=5
411 | PBI          | See all visits in the account                      | 403    | Website          |           |          |                      |                           | 44-40 | effort=3, priority=3
412 | PBI          | Pay an invoice by credit card                      | 404    | Website/Checkout | S3        | Raisa    | payments, security   | Approved, Committed, Done | 55-16 | effort=8, priority=1
413 | PBI          | Pay an invoice by direct debit                     | 404    | Website/Checkout | S4        | Raisa    | payments             | Approved, Committed       | 45-2  | effort=8
414 | PBI          | Download invoices as PDF                           | 404    | Website/Checkout | S5        | Chuck    |                      | Approved                  | 41-20 | effort=3
415 | PBI          | Show outages near the customer on a map            | 405    | Website          |           |          | map                  |                           | 38-38 | effort=13, priority=3
416 | PBI          | Subscribe to outage messages                       | 405    | Services         |           | Norman   |                      |                           | 37-21 | effort=5
417 | PBI          | List of today’s work orders                        | 406    | Mobile           | S3        | Norman   | offline              | Approved, Committed, Done | 52-17 | effort=5
418 | PBI          | Take pictures of the installation                  | 406    | Mobile           | S4        | Norman   |                      | Approved, Committed       | 36-1  | effort=5
419 | PBI          | Sign a work order on the screen                    | 406    | Mobile           | S5        | Christie |                      | Approved                  | 34-15 | effort=5
420 | PBI          | Keep changes while there is no network             | 407    | Mobile           |           | Christie | offline              |                           | 33-11 | effort=13
421 | PBI          | Search the help pages                              |        | Website/Search   | S4        | Jamal    | search               | Approved, Committed       | 30-5  | effort=5
422 | PBI          | Fax the order form                                 |        | Services         |           |          |                      | Removed                   | 88-60 | effort=2, priority=4
423 | Bug          | Cancel the visit twice and the page shows an error | 403    | Website          | S4        | Johnnie  | booking              | Approved, Committed       | 10-1  | severity=2 - High, priority=1
424 | Bug          | Card number keeps blanks when pasted               | 404    | Website/Checkout | S4        | Raisa    | payments             | Approved, Committed, Done | 15-2  | severity=3 - Medium
425 | Bug          | Totals differ by one cent                          | 404    | Website/Checkout | S4        | Raisa    | payments, regression | Approved                  | 9-3   | severity=1 - Critical, priority=1
426 | Bug          | Search finds nothing with umlauts                  |        | Website/Search   |           | Jamal    | search               | Approved                  | 8-4   | severity=3 - Medium
427 | Bug          | App asks for the password after each start         |        | Mobile           | S4        | Norman   |                      |                           | 7-7   | severity=2 - High
428 | Bug          | Photos are turned by 90 degrees                    | 406    | Mobile           |           | Norman   |                      |                           | 6-2   | severity=4 - Low, priority=3
429 | Bug          | Outage messages arrive an hour late                |        | Services         | S4        | Chuck    |                      | Approved, Committed       | 5-1   | severity=2 - High
430 | Bug          | Profile page breaks with very long names           |        | Website          |           |          |                      |                           | 3-3   | severity=3 - Medium
431 | Task         | Read free slots from the planning service          | 408    | Website          | S4        | Johnnie  |                      | In Progress               | 13-1  | remaining=5, activity=Development
432 | Task         | Calendar control                                   | 408    | Website          | S4        | Jamal    | ux                   | In Progress               | 13-2  | remaining=8, activity=Development
433 | Task         | Test slots across time zones                       | 408    | Website          | S4        | Christie |                      |                           | 12-12 | remaining=4, activity=Testing
434 | Task         | Text of the confirmation mail                      | 409    | Website          | S4        | Raisa    |                      | In Progress, Done         | 12-5  | activity=Documentation
435 | Task         | Send the mail from the queue                       | 409    | Services         | S4        | Chuck    |                      |                           | 12-6  | remaining=6, activity=Development
436 | Task         | Mandate form for direct debit                      | 413    | Website/Checkout | S4        | Raisa    | payments             | In Progress               | 11-2  | remaining=7, activity=Development
437 | Task         | Check account numbers                              | 413    | Website/Checkout | S4        | Jamal    |                      |                           | 11-4  | remaining=3, activity=Development
438 | Task         | Review with the bank                               | 413    | Website/Checkout | S4        | Raisa    | security             |                           | 11-11 | remaining=2, activity=Requirements
439 | Task         | Compress pictures before upload                    | 418    | Mobile           | S4        | Norman   |                      | In Progress               | 10-1  | remaining=4, activity=Development
440 | Task         | Ask for the camera permission                      | 418    | Mobile           | S4        | Norman   |                      | In Progress, Done         | 10-4  | activity=Development
441 | Task         | Index the help pages every night                   | 421    | Website/Search   | S4        | Jamal    | search               |                           | 9-5   | remaining=6, activity=Development
442 | Task         | Design of the result list                          | 421    | Website/Search   | S4        | Christie | search, ux           | In Progress               | 9-3   | remaining=2, activity=Design
443 | Task         | Find out where the cent is lost                    | 425    | Website/Checkout | S4        | Raisa    |                      | In Progress               | 4-1   | remaining=3, activity=Development
444 | Task         | Move old mailings to the archive                   |        | Services         | S3        | Chuck    |                      | Removed                   | 40-28 |
445 | Impediment   | No test account at the payment provider            |        | Website/Checkout | S4        | Jamal    |                      |                           | 6-2   | priority=1
446 | Impediment   | Build machines run out of disk space               |        | Services         |           | Chuck    |                      | Closed                    | 30-26 |
447 | Test Case    | A customer books and cancels a visit               |        | Website          |           | Christie |                      |                           | 20-8  | priority=2
448 | Test Case    | An invoice is paid by direct debit                 |        | Website/Checkout |           | Christie |                      | Ready                     | 19-7  | priority=1
449 | Test Case    | Pictures survive a lost connection                 |        | Mobile           |           | Christie |                      |                           | 18-18 |
450 | Test Plan    | Release 2                                          |        |                  | R2        | Christie |                      |                           | 22-22 |
451 | Test Suite   | Booking                                            |        | Website          |           | Christie |                      |                           | 21-21 |
452 | Shared Steps | Sign in as a test customer                         |        | Website          |           | Christie |                      |                           | 21-19 |
453 | PBI          | Explain the bill in plain words                    |        | Website/Checkout |           |          |                      |                           | 2-1   | priority=2
454 | PBI          | Dark theme for the app                             |        | Mobile           |           | Norman   | ux                   |                           | 2-2   | priority=4
455 | Bug          | Tab order on the sign-in page                      |        | Website          |           | Jamal    | accessibility, ux    | Approved                  | 2-1   | severity=4 - Low
456 | Bug          | Link in the footer leads nowhere                   |        | Website          |           |          |                      |                           | 1-1   | severity=4 - Low, priority=4
457 | Task         | Measure the start of the app                       | 406    | Mobile           | S5        | Norman   |                      |                           | 1-1   | remaining=3, activity=Testing
458 | PBI          | Opening hours on the contact page                  |        | Website          | S3        | Jamal    |                      | Approved, Committed, Done | 35-19 | effort=1
459 | Task         | Write the opening hours                            | 458    | Website          | S3        | Jamal    |                      | In Progress, Done         | 34-20 | activity=Documentation
460 | Bug          | Time slots are off by one hour in summer           | 408    | Website          | S4        | Jamal    | booking, regression  | Approved, Committed       | 4-1   | severity=1 - Critical, priority=1
`;

const texts: Readonly<Record<number, readonly [field: string, html: string]>> = {
  401: ['System.Description', '<div>Customers solve everyday matters without calling us.</div>'],
  408: [
    'Microsoft.VSTS.Common.AcceptanceCriteria',
    '<ul><li>Only free slots are shown</li><li>A slot is held for ten minutes</li></ul>',
  ],
  423: [
    'Microsoft.VSTS.TCM.ReproSteps',
    '<ol><li>Open a visit in two tabs</li><li>Cancel it in both</li></ol><div>The second tab shows a stack trace.</div>',
  ],
  445: ['System.Description', '<div>The contract is signed, the account is not open.</div>'],
  460: ['Microsoft.VSTS.TCM.ReproSteps', '<div>Set the clock to July and book a visit.</div>'],
};

const comments: Readonly<Record<number, string>> = {
  423: 'Seen twice by customers this week.',
  429: 'The queue is emptied once an hour. Looking into it.',
  453: 'Asked for by the help desk.',
};

/** The work items of Fabrikam-Fiber-Git beside the documented ones. */
export const sampleItems = parseItems(table);

/** Reads a table of items: a row of headings, then the columns of the table above. */
export function parseItems(text: string): readonly SampleItem[] {
  return text.trim().split('\n').slice(1).map(parseRow);
}

function parseRow(row: string): SampleItem {
  const cells = row.split('|').map((cell) => cell.trim());
  const [key = '', type = '', title = '', parent = '', area = '', iteration = '', who = ''] = cells;
  const [tags = '', states = '', days = '', fields = ''] = cells.slice(7);
  const id = Number(key);
  const [created = 0, changed = created] = days.split('-').map(Number);
  const text = texts[id];
  return {
    id,
    type: types[type] ?? type,
    title,
    parent: parent === '' ? undefined : Number(parent),
    area: area.replaceAll('/', '\\'),
    iteration: iterations[iteration] ?? iteration.replaceAll('/', '\\'),
    who: who === '' ? undefined : people.find(({ displayName }) => displayName.startsWith(who)),
    tags,
    states: splitCell(states),
    created,
    changed,
    fields: Object.fromEntries([...splitCell(fields).map(parseField), ...(text ? [text] : [])]),
    comment: comments[id],
  };
}

function splitCell(cell: string): readonly string[] {
  return cell === '' ? [] : cell.split(', ');
}

function parseField(text: string): readonly [string, string] {
  const [name = '', value = ''] = text.split('=');
  return [fieldNames[name] ?? name, value];
}

/** Links beside those to parents: `[rel, source, target, comment?]`. */
export const sampleLinks: readonly (readonly [rel: string, source: number, target: number, comment?: string])[] = [
  ['System.LinkTypes.Related', 408, 410, 'The same calendar is used'],
  ['System.LinkTypes.Related', 423, 410],
  ['System.LinkTypes.Dependency-Forward', 431, 432, 'The control needs the slots'],
  ['System.LinkTypes.Dependency-Forward', 445, 413, 'Blocked until the account is open'],
  ['System.LinkTypes.Dependency-Forward', 436, 437],
  ['System.LinkTypes.Duplicate-Forward', 423, 430],
  ['Microsoft.VSTS.Common.TestedBy-Forward', 408, 447],
  ['Microsoft.VSTS.Common.TestedBy-Forward', 413, 448],
  ['Microsoft.VSTS.Common.TestedBy-Forward', 418, 449],
];
