export type RunningVariables = Record<string, string>;
export function writeRunning(dataDir: string, variables: RunningVariables): void;
export function removeRunning(dataDir: string): void;
export function readRunning(dataDir: string): RunningVariables | null;
