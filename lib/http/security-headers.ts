/** Headers that keep a browser from doing what nobody asked for. */

const FOR_EVERYTHING: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
};
const TWO_YEARS_SECONDS = 63_072_000;

/** For every answer; HSTS only where the site is https, since it would lock out an http one. */
export function securityHeaders(publicUrl: string): Record<string, string> {
  if (!publicUrl.startsWith("https:")) return { ...FOR_EVERYTHING };
  return {
    ...FOR_EVERYTHING,
    "strict-transport-security": `max-age=${TWO_YEARS_SECONDS}; includeSubDomains`,
  };
}

/** An API answer is never a page. */
export const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * Scripts run by nonce only. Styles may be inline: the chart and toast libraries write style elements at run time,
 * and a style cannot act.
 */
export function pagePolicy(nonce: string, isDevelopment: boolean): string {
  const scripts = isDevelopment ? " 'unsafe-eval'" : "";
  const sockets = isDevelopment ? " ws:" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${sockets}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
