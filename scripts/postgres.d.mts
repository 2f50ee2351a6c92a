export type EmbeddedPostgres = {
  /** A postgres:// address; on a unix socket its directory is in `?host=`, as libpq writes it. */
  url: string;
  /** The postmaster's process id. */
  pid: number;
  pgData: string;
  log: string;
  exited: Promise<{ code: number | null; signal?: NodeJS.Signals | null; error?: Error }>;
  stop(): Promise<void>;
};

export function startPostgres(options: {
  dataDir: string;
  durable?: boolean;
  onProgress?: (text: string) => void;
}): Promise<EmbeddedPostgres>;
