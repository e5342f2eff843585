/** The door of identity: who is asking, what they may do, and what they told us about themselves. */
export { changePassword, createAccount, createUnguardedAccount, enterUnguarded, isUnguarded, signIn, signUp } from "./accounts";
export type { Entrance } from "./open-session";
export { answerOnce } from "./answer-once";
export { deliverAccountMail } from "./account-mails";
export { confirmAddress, requestAddressCheck } from "./address-check";
export { hasApiKey, listApiKeys, makeApiKey, revokeApiKey } from "./api-keys";
export { findCaller } from "./caller";
export { confirmIdentity, confirmWithPassword } from "./confirmation";
export { googleSignInConfigured } from "./google-client";
export { finishGoogle, startGoogle, unlinkGoogle } from "./google-sign-in";
export { addPasskey, beginPasskey, beginPasskeySignIn, confirmWithPasskey, removePasskey, signInWithPasskey } from "./passkeys";
export { canSendMail, makeResetLink, requestPasswordReset, resetPassword } from "./password-reset";
export { getPicture, hasPicture, putPicture, removePicture, type Picture } from "./pictures";
export { findAccountByEmail, findOperator, findProfile, updateProfile } from "./profiles";
export { ownerActor, requireScope } from "./scopes";
export { isTokenAlive } from "./tokens";
export { relyingParty } from "./relying-party";
export { beginTotp, disableTotp, enableTotp, finishSecondStep, renewRecoveryCodes, secondStepWaits } from "./second-factor";
export { describeSecurity } from "./security-overview";
export { signUpIsListed } from "./sign-up-rules";
export { actorFromRequest, findSignedIn, listSessions, requireActor, revokeSession, signOut, type SignedIn } from "./sessions";
export { neededSetupCode, signUpState } from "./setup-code";
export { expiredSessionCookie } from "./session-cookie";

export { describeDevice } from "./core/describe-device";
export { writingDirection } from "./core/writing-direction";
