/** A date as .NET writes it: milliseconds without trailing zeros, `2014-12-29T20:49:26.23Z`. */
export function wireDate(iso: string): string {
  return iso.replace(/(?:\.0+|(\.\d*?[1-9])0+)Z$/, '$1Z');
}

/** A date as the recycle bin writes it: `1/10/2025 12:13:35 PM`, in UTC. */
export function recycleBinDate(iso: string): string {
  const date = new Date(iso);
  const hours = date.getUTCHours();
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${hours % 12 === 0 ? 12 : hours % 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} ${time} ${hours < 12 ? 'AM' : 'PM'}`;
}
