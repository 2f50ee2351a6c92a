export function arePatchesApplied(root: string): boolean;
export function notePatches(root: string): void;
