/** Something that can be meant, and the ways in which people write it. */
export interface Candidate {
  readonly name: string;
  readonly spellings: readonly string[];
}

/**
 * Names that are most like a mistyped one, best first; empty where none is near. What is written exactly so in one of its
 * spellings is meant, and nothing beside it.
 */
export function nearestNames(name: string, candidates: readonly (string | Candidate)[], count = 3): readonly string[] {
  const wanted = name.toLowerCase();
  const limit = Math.min(Math.max(2, Math.floor(wanted.length / 4)), 3, wanted.length - 1);
  const found = candidates
    .map((candidate) => (typeof candidate === 'string' ? { name: candidate, spellings: [candidate] } : candidate))
    .map((candidate) => ({ name: candidate.name, distance: nearestSpelling(wanted, candidate.spellings, limit) }))
    .filter((entry) => entry.distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  const exact = found.filter((entry) => entry.distance === 0);
  return (exact.length > 0 ? exact : found).slice(0, count).map((entry) => entry.name);
}

/** What definitions call by a reference name and by a plain one: people write either, or the last part of the first. */
export function named({ referenceName, name }: { readonly referenceName: string; readonly name: string }): Candidate {
  return {
    name: referenceName,
    spellings: [referenceName, name, referenceName.slice(referenceName.lastIndexOf('.') + 1)],
  };
}

function nearestSpelling(wanted: string, spellings: readonly string[], limit: number): number {
  return Math.min(...spellings.map((spelling) => distance(wanted, spelling.toLowerCase(), limit)));
}

/** Levenshtein distance, or something above `limit` as soon as it is above. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_value, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
