/** Prints the start step by step, each with the time it took. */
/** Runs one step; its text may carry what came out of it. */
export async function step<T>(
  title: string,
  work: (note: (text: string) => void) => Promise<T> | T,
): Promise<T> {
  const begun = performance.now();
  let detail = "";
  const result = await work((text) => {
    detail = `: ${text}`;
  });
  console.log(`✓ ${title}${detail} (${seconds(performance.now() - begun)})`);
  return result;
}

/** Says what takes longer, before it does. */
export function announce(text: string): void {
  console.log(`… ${text}`);
}

/** Since this process was started. */
export function sinceStart(): string {
  return seconds(performance.now());
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
