export class StopError extends Error {
  constructor(problem: string, remedy: string, options?: { cause?: unknown });
}
export function explainFileProblem(error: unknown, path: string): StopError | null;
