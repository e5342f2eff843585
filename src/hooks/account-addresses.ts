/** Addresses of what is around an account; see addresses.ts. */
import type {
  addPasskeyEndpoint,
  beginPasskeyEndpoint,
  beginPasskeySignInEndpoint,
  beginTotpEndpoint,
  confirmAddressEndpoint,
  confirmEndpoint,
  createApiKeyEndpoint,
  disableTotpEndpoint,
  enableTotpEndpoint,
  lookAtMailedLinkEndpoint,
  passkeyConfirmEndpoint,
  passkeySignInEndpoint,
  removePasskeyEndpoint,
  renewRecoveryCodesEndpoint,
  requestAddressCheckEndpoint,
  requestPasswordResetEndpoint,
  resetPasswordEndpoint,
  revokeApiKeyEndpoint,
  secondStepEndpoint,
  unlinkGoogleEndpoint,
} from "@/lib/identity/contracts";
import type { Endpoint } from "@/lib/endpoint";

const address = <Declared extends Endpoint>(method: Declared["method"], path: Declared["path"]): Declared => ({ method, path }) as Declared;

export const requestPasswordReset = address<typeof requestPasswordResetEndpoint>("post", "/api/auth/forgot-password");
export const resetPassword = address<typeof resetPasswordEndpoint>("post", "/api/auth/reset-password");
export const requestAddressCheck = address<typeof requestAddressCheckEndpoint>("post", "/api/auth/verify-email/send");
export const confirmAddress = address<typeof confirmAddressEndpoint>("post", "/api/auth/verify-email");
export const lookAtMailedLink = address<typeof lookAtMailedLinkEndpoint>("post", "/api/auth/mailed-link");
export const confirm = address<typeof confirmEndpoint>("post", "/api/auth/confirm");
export const secondStep = address<typeof secondStepEndpoint>("post", "/api/auth/sign-in/code");
export const beginTotp = address<typeof beginTotpEndpoint>("post", "/api/auth/totp/begin");
export const enableTotp = address<typeof enableTotpEndpoint>("post", "/api/auth/totp");
export const disableTotp = address<typeof disableTotpEndpoint>("delete", "/api/auth/totp");
export const renewRecoveryCodes = address<typeof renewRecoveryCodesEndpoint>("post", "/api/auth/totp/recovery-codes");
export const beginPasskey = address<typeof beginPasskeyEndpoint>("post", "/api/auth/passkeys/begin");
export const addPasskey = address<typeof addPasskeyEndpoint>("post", "/api/auth/passkeys");
export const removePasskey = address<typeof removePasskeyEndpoint>("delete", "/api/auth/passkeys/{passkeyId}");
export const beginPasskeySignIn = address<typeof beginPasskeySignInEndpoint>("post", "/api/auth/passkeys/sign-in/begin");
export const passkeySignIn = address<typeof passkeySignInEndpoint>("post", "/api/auth/passkeys/sign-in");
export const passkeyConfirm = address<typeof passkeyConfirmEndpoint>("post", "/api/auth/confirm/passkey");
export const createApiKey = address<typeof createApiKeyEndpoint>("post", "/api/auth/api-keys");
export const revokeApiKey = address<typeof revokeApiKeyEndpoint>("delete", "/api/auth/api-keys/{apiKeyId}");
export const unlinkGoogle = address<typeof unlinkGoogleEndpoint>("delete", "/api/auth/google");
