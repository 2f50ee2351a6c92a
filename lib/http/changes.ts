export function readChanges(): string | null {
  return null;
}
