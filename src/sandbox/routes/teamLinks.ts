import type { Team } from '../model';
import type { Request } from '../router';
import { projectUrl, teamUrl } from './projects';

/** Address of what a team has set up. */
export function settingsUrl(request: Request, team: Team, rest = ''): string {
  return `${request.baseUrl}/${team.projectId}/${team.id}/_apis/work/teamsettings${rest}`;
}

/** `_links` of everything that a team has set up. @param more further names, with one address or several. */
export function linksOf(
  request: Request,
  team: Team,
  self: string,
  more: Readonly<Record<string, string | readonly string[]>> = {},
): Record<string, unknown> {
  const href = (url: string): Record<string, unknown> => ({ href: url });
  // A name with one link has it, one with several has a list of them (recorded).
  const hrefs = Object.entries(more).flatMap(([name, urls]) => {
    const links = [urls].flat().map(href);
    return links.length === 0 ? [] : [[name, links.length === 1 ? links[0] : links] as const];
  });
  return {
    self: href(self),
    project: href(projectUrl(request, { id: team.projectId })),
    team: href(teamUrl(request, team)),
    teamSettings: href(settingsUrl(request, team)),
    teamIterations: href(settingsUrl(request, team, '/iterations')),
    teamFieldValues: href(settingsUrl(request, team, '/teamfieldvalues')),
    ...Object.fromEntries(hrefs),
  };
}
