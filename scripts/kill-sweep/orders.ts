/** What an engine process is told to do, and what it says when it has done it. */

export type Orders = {
  /** Where steps leave their traces. */
  url: string;
  /** Where the engine works: the same database, perhaps by a way that can go silent. */
  engineUrl: string;
  processName: string;
  runs: number;
  leaseMs: number;
  /** 1-based; 0 = never. */
  killAt: number;
  killWhen: "before" | "after";
  /** How long each step takes. */
  stepMs: number;
};

export type Report = {
  commits: number;
  counters: { leasesLost: number; lateAnswers: number };
};
