export function findPrograms(platform?: string): { native: string; version: string };
