/** Chooses how a tier's worst lag stands against its recovery point objective. Decides everything; draws nothing. */

export type RpoBullet = {
  /** Shares of the scale, 0–100. */
  actualPct: number;
  targetPct: number;
  over: boolean;
};

/** The scale ends at twice the target, or at the lag when that is worse; null = nothing measured. */
export function prepareRpo(
  worstLagSeconds: number | null,
  targetSeconds: number,
): RpoBullet | null {
  if (worstLagSeconds === null || targetSeconds <= 0) return null;
  const end = Math.max(targetSeconds * 2, worstLagSeconds);
  return {
    actualPct: (worstLagSeconds / end) * 100,
    targetPct: (targetSeconds / end) * 100,
    over: worstLagSeconds > targetSeconds,
  };
}
