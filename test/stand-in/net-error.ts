/** Chromium's names for what Node's network calls otherwise (net/base/net_error_list.h). */
const NAMES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "ERR_CONNECTION_REFUSED",
  ECONNRESET: "ERR_CONNECTION_RESET",
  EPIPE: "ERR_CONNECTION_RESET",
  ETIMEDOUT: "ERR_CONNECTION_TIMED_OUT",
  UND_ERR_CONNECT_TIMEOUT: "ERR_CONNECTION_TIMED_OUT",
  UND_ERR_HEADERS_TIMEOUT: "ERR_TIMED_OUT",
  UND_ERR_BODY_TIMEOUT: "ERR_TIMED_OUT",
  ENOTFOUND: "ERR_NAME_NOT_RESOLVED",
  EAI_AGAIN: "ERR_NAME_NOT_RESOLVED",
  EHOSTUNREACH: "ERR_ADDRESS_UNREACHABLE",
  ENETUNREACH: "ERR_ADDRESS_UNREACHABLE",
  ENETDOWN: "ERR_INTERNET_DISCONNECTED",
  CERT_HAS_EXPIRED: "ERR_CERT_DATE_INVALID",
  CERT_NOT_YET_VALID: "ERR_CERT_DATE_INVALID",
  DEPTH_ZERO_SELF_SIGNED_CERT: "ERR_CERT_AUTHORITY_INVALID",
  SELF_SIGNED_CERT_IN_CHAIN: "ERR_CERT_AUTHORITY_INVALID",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "ERR_CERT_AUTHORITY_INVALID",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "ERR_CERT_AUTHORITY_INVALID",
  ERR_TLS_CERT_ALTNAME_INVALID: "ERR_CERT_COMMON_NAME_INVALID",
  ERR_SSL_WRONG_VERSION_NUMBER: "ERR_SSL_PROTOCOL_ERROR",
};

/** An error with Chromium's text, such as "net::ERR_CONNECTION_REFUSED". */
export const netError = (name: string): Error => new Error(`net::${name}`);

/** What Chromium would say to the failure that Node's fetch met; `begun` when an answer had already begun. */
export function translated(error: unknown, begun: boolean): unknown {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return error;
  // with `redirect: "error"`, lib/common/api/net-client-request.ts
  if (cause.message === "unexpected redirect") {
    return new Error("Attempted to redirect, but redirect policy was 'error'");
  }
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  if (code === "UND_ERR_SOCKET") return netError(begun ? "ERR_CONTENT_LENGTH_MISMATCH" : "ERR_EMPTY_RESPONSE");
  if (cause.name === "HTTPParserError" || code.startsWith("HPE_"))
    return netError(begun ? "ERR_INVALID_CHUNKED_ENCODING" : "ERR_INVALID_HTTP_RESPONSE");
  const name = NAMES[code];
  if (name !== undefined) return netError(name);
  // what is wrong with the request itself keeps its own error, as Request throws it
  return error instanceof TypeError && error.cause === undefined ? error : netError("ERR_FAILED");
}
