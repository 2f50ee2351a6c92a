type Lock = { release: () => void };
type Holder = { pid: number } & Record<string, unknown>;

export function takeLock(
  path: string,
  details?: Record<string, unknown>,
): Lock | { holder: Holder };
export function lockHolder(path: string): Holder | null;
