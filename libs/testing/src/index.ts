export { type Answer, BuiltService, freshTenant, neighbourOf, tokenOf } from './built-service.ts';
export { pythonVenv } from './python-venv.ts';
export { freePort, freshTopicName } from './names.ts';
export { stackForTests } from './stack-for-tests.ts';
export { type WaitOptions, waitFor } from './wait-for.ts';
export { TestTopics } from './test-topics.ts';
export { signIn, type SignIn } from './sign-in.ts';
