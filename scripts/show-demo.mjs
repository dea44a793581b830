/** Prints where the demo is and who may sign in. */
export function showDemo({ url, accounts, logPath }) {
  const names = Math.max(...accounts.map(({ username }) => username.length))
  const passwords = Math.max(...accounts.map(({ password }) => password.length))
  const lines = accounts.map(
    ({ username, password, about }) =>
      `  ${username.padEnd(names)}  ${password.padEnd(passwords)}  ${about ?? ''}`,
  )
  console.log(`
  Flowstop   ${url}

${lines.map((line) => line.trimEnd()).join('\n')}

  Stop with Ctrl-C. Log: ${logPath}
`)
}
