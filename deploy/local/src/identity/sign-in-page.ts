/** The page on which people sign in at the local identity provider. */
export function signInPage(uid: string, problem: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width" />
<title>Sign in</title>
<main>
  <h1>Sign in to Millrace</h1>
  <p role="alert">${escape(problem)}</p>
  <form method="post" action="/interaction/${encodeURIComponent(uid)}/login">
    <p><label>User name <input name="username" autocomplete="username" required autofocus /></label></p>
    <p><label>Password <input name="password" type="password" autocomplete="current-password" required /></label></p>
    <p><button type="submit">Sign in</button></p>
  </form>
</main>
</html>
`;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
