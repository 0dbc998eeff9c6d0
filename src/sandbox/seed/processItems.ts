import { parseItems } from './sampleItems';

/** Items of the projects whose processes the reference documents do not show. Their ids follow all others of the sample. */

/** The work items of Fabrikam-Basic. */
export const basicItems = parseItems(`
id  | type  | title                                     | parent | area    | iteration          | who      | tags   | states      | days  | fields
501 | Epic  | Move to the new office                    |        | Offices |                    | Christie |        | Doing       | 40-10 | priority=1
502 | Issue | Plan of the desks on the second floor     | 501    | Offices | Release 1/Sprint 3 | Christie |        | Doing, Done | 38-15 | effort=3
503 | Issue | Badges for the new entrance               | 501    | Offices | Release 1/Sprint 4 | Chuck    | badges | Doing       | 30-3  | effort=2, priority=1
504 | Issue | Cancel the old cleaning contract          | 501    | Offices |                    |          |        |             | 29-29 | effort=1
505 | Issue | Replace the projector in the meeting room |        | Devices | Release 1/Sprint 4 | Norman   |        |             | 12-6  | priority=3
506 | Task  | Order badge blanks                        | 503    | Offices | Release 1/Sprint 4 | Chuck    | badges | Doing, Done | 20-8  | activity=Requirements
507 | Task  | Print badges for every department         | 503    | Offices | Release 1/Sprint 4 | Chuck    | badges | Doing       | 19-3  | remaining=6
508 | Task  | Compare three projectors                  | 505    | Devices | Release 1/Sprint 4 | Norman   |        |             | 10-6  | remaining=2
`);

/** The work items of Fabrikam-CMMI. */
export const cmmiItems = parseItems(`
id  | type           | title                                             | parent | area        | iteration          | who      | tags      | states                   | days  | fields
511 | Epic           | Line cards that are serviced from afar            |        |             |                    | Chuck    |           | Active                   | 90-20 | priority=1
512 | Feature        | Update of the firmware without a visit            | 511    | Firmware    |                    | Raisa    |           | Active                   | 80-14 | effort=34
513 | Requirement    | Go back to the old firmware when the new one fails | 512   | Firmware    | Release 1/Sprint 4 | Raisa    | safety    | Active                   | 70-4  | priority=1, Microsoft.VSTS.CMMI.RequirementType=Safety
514 | Requirement    | Accept signed images only                         | 512    | Firmware    | Release 1/Sprint 3 | Johnnie  | security  | Active, Resolved, Closed | 68-17 | Microsoft.VSTS.CMMI.RequirementType=Security, Microsoft.VSTS.CMMI.UserAcceptanceTest=Pass
515 | Requirement    | Report the temperature every minute               |        | Diagnostics |                    |          |           |                          | 40-33 | Microsoft.VSTS.CMMI.RequirementType=Functional
516 | Task           | Second image in the flash memory                  | 513    | Firmware    | Release 1/Sprint 4 | Raisa    |           | Active                   | 20-4  | remaining=12, Microsoft.VSTS.Common.Discipline=Development
517 | Task           | Cut the power during an update                    | 513    | Firmware    | Release 1/Sprint 4 | Christie |           |                          | 19-9  | remaining=5, Microsoft.VSTS.Common.Discipline=Test
518 | Bug            | Update stops at 99 percent on old cards           | 513    | Firmware    | Release 1/Sprint 4 | Raisa    |           | Active, Resolved         | 12-2  | severity=2 - High, Microsoft.VSTS.CMMI.RootCause=Coding Error
519 | Bug            | Temperature is shown in the wrong unit            |        | Diagnostics |                    | Norman   |           |                          | 7-5   | severity=4 - Low, Microsoft.VSTS.Common.Triage=Triaged
520 | Change Request | Keep three images instead of two                  | 513    | Firmware    |                    | Johnnie  |           | Active                   | 16-6  | Microsoft.VSTS.CMMI.Justification=Two customers run a version of their own.
521 | Review         | Design of the fallback                            | 513    | Firmware    | Release 1/Sprint 4 | Johnnie  |           | Resolved                 | 15-8  | Microsoft.VSTS.CMMI.MeetingType=Meeting
522 | Risk           | The supplier stops making the flash chip          | 511    | Firmware    |                    | Chuck    | suppliers | Active                   | 60-25 | severity=1 - Critical, Microsoft.VSTS.CMMI.Probability=30
523 | Issue          | No test rack in the laboratory                    | 517    | Diagnostics |                    | Chuck    |           | Active, Resolved, Closed | 30-11 | Microsoft.VSTS.CMMI.Escalate=Yes
`);
