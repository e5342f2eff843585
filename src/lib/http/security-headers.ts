/** What every answer tells the browser it may not do (OWASP Secure Headers, ASVS 5.0 chapter 3). */
export interface Surroundings {
  /** Fresh for every page; none for answers that aren't pages. */
  readonly nonce?: string;
  /** The visitor came over https. */
  readonly secure: boolean;
  /** React's refresh in development compiles with eval. */
  readonly development: boolean;
  /** The address itself is a secret that somebody was given. */
  readonly handedOut?: boolean;
}

/** A page runs the scripts that carry this request's nonce and what those load, nothing else. */
const contentSecurityPolicy = ({ nonce, secure, development }: Surroundings): string =>
  (nonce === undefined
    ? ["default-src 'none'", "frame-ancestors 'none'"]
    : [
        "default-src 'self'",
        `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "object-src 'none'",
        "frame-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        ...(secure ? ["upgrade-insecure-requests"] : []),
      ]
  ).join("; ");

export const securityHeaders = (surroundings: Surroundings): Record<string, string> => ({
  "content-security-policy": contentSecurityPolicy(surroundings),
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": surroundings.handedOut === true ? "no-referrer" : "strict-origin-when-cross-origin",
  ...(surroundings.handedOut === true ? { "x-robots-tag": "noindex, nofollow" } : {}),
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  ...(surroundings.secure ? { "strict-transport-security": "max-age=63072000; includeSubDomains; preload" } : {}),
});
