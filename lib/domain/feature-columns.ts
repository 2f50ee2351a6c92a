/** The feature set: names, label vocabularies and the row type that tables and the API map one to one. */

export const TREND_DIRECTIONS = ["down", "flat", "up"] as const;
export const STRUCTURE_LABELS = ["bearish", "range", "bullish"] as const;
export const VOLATILITY_REGIMES = ["low", "normal", "high"] as const;
export const TREND_REGIMES = ["ranging", "transitional", "trending"] as const;
export const COMPRESSION_REGIMES = ["compressed", "normal", "expanded"] as const;

/** Doubles; null during warm-up. */
export const NUMERIC_FEATURES = [
  "return_1h",
  "return_1d",
  "log_return",
  "volatility_20",
  "volatility_50",
  "atr",
  "rolling_volume_20",
  "volume_ratio",
] as const;

/** Counts from 0 to 5 over the last five bars; null during warm-up. */
export const COUNT_FEATURES = ["hh", "hl", "lh", "ll"] as const;

/** Labels and what each may say; null during warm-up. */
export const LABEL_FEATURES = {
  trend_direction: TREND_DIRECTIONS,
  structure_label: STRUCTURE_LABELS,
  volatility_regime: VOLATILITY_REGIMES,
  trend_regime: TREND_REGIMES,
  compression_regime: COMPRESSION_REGIMES,
} as const;

type NumericFeature = (typeof NUMERIC_FEATURES)[number];
type CountFeature = (typeof COUNT_FEATURES)[number];
export type LabelFeature = keyof typeof LABEL_FEATURES;

/** Every feature column in storage order. */
export const FEATURE_COLUMNS = [
  ...NUMERIC_FEATURES,
  ...COUNT_FEATURES,
  "trend_direction",
  "structure_label",
  "volatility_regime",
  "trend_regime",
  "compression_regime",
] as const satisfies readonly (NumericFeature | CountFeature | LabelFeature)[];

/** Features of the bar that opened at `t` (ms UTC). */
export type FeatureRow = { t: number } & Record<NumericFeature | CountFeature, number | null> & {
    [L in LabelFeature]: (typeof LABEL_FEATURES)[L][number] | null;
  };

/** Columnar result. Numbers and counts: NaN is null. Labels: index into `LABEL_FEATURES[name]`, -1 is null. */
export type FeatureColumns = { t: Float64Array } & Record<
  NumericFeature | CountFeature,
  Float64Array
> &
  Record<LabelFeature, Int8Array>;
