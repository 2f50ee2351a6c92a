/** Finds a key of the policy in its YAML text, so that an edit can begin there. Pure. */

/** "staleness_thresholds.market_time.grace.critical": how long a bar may be overdue before the series counts as behind. */
export const gracePlace = (criticality: string) =>
  `staleness_thresholds.market_time.grace.${criticality}`;

/** Where a line of the text begins and ends. */
export type TextRange = { from: number; to: number };

/**
 * The line of the deepest key of the dotted path that stands in the text: comments, order and exceptions are the
 * writer's own. Null when not even the first key is there.
 */
export function placeInYaml(yaml: string, path: string): TextRange | null {
  let keys = path.split(".");
  let found: TextRange | null = null;
  let outer = -1;
  let from = 0;
  for (const line of yaml.split("\n")) {
    const indent = line.search(/\S/);
    const isContent = indent >= 0 && line[indent] !== "#";
    if (isContent && found && indent <= outer) break;
    const [key] = keys;
    if (isContent && key !== undefined && line.slice(indent).startsWith(`${key}:`)) {
      found = { from, to: from + line.length };
      outer = indent;
      keys = keys.slice(1);
    }
    from += line.length + 1;
  }
  return found;
}
