/** Directories for a database that nobody will miss. */
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A new directory below the system's temporary one, the caller's to remove. Others may pass through it without seeing
 * what is there: started by root, PostgreSQL runs as `nobody`, and keeps its files in a place of the system when it
 * can't reach its own (`scripts/launcher/postgres-home.mjs`), where they would outlive this directory.
 */
export function createScratchDir(name: string): string {
  const path = mkdtempSync(join(tmpdir(), `candlewatch-${name}-`));
  chmodSync(path, 0o711);
  return path;
}
