// Evaluates one expression of cases.json over its users again and again, in an engine of another maker, and prints evaluations/s:
//   node measure.mjs cel-js|json-rules-engine <name of the expression> <seconds>
// The answers are checked first, so that a figure is about the same work.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const warmUpMilliseconds = 300
const repeats = 200

const engines = {
  // Types are declared and expressions parsed once, which is this engine's fast way.
  'cel-js': async ({ cel }, users) => {
    const { Environment } = await import('@marcbachmann/cel-js')
    class User {}
    const environment = new Environment()
      .registerType('User', { ctor: User, fields: { plan: 'string', role: 'string', country: 'string', logins: 'int', usage: 'double', active: 'bool' } })
      .registerVariable('user', 'User')
    const evaluate = environment.parse(cel)
    const contexts = users.map((user) => ({ user: Object.assign(new User(), user, { logins: BigInt(user.logins) }) }))
    return { contexts, holds: (context) => evaluate(context) }
  },
  // One rule; facts are given with each run, and a run is asynchronous.
  'json-rules-engine': async ({ conditions }, users) => {
    const { Engine } = await import('json-rules-engine')
    const engine = new Engine([{ conditions, event: { type: 'holds' } }])
    return { contexts: users, holds: async (context) => (await engine.run(context)).events.length > 0, isAsync: true }
  },
}

async function measure({ contexts, holds, isAsync }, milliseconds) {
  let evaluations = 0
  const start = performance.now()
  while (performance.now() - start < milliseconds) {
    for (let repeat = 0; repeat < repeats; repeat++) {
      if (isAsync) for (const context of contexts) await holds(context)
      else for (const context of contexts) holds(context)
    }
    evaluations += repeats * contexts.length
  }
  return (evaluations * 1000) / (performance.now() - start)
}

const [engine, name, seconds] = process.argv.slice(2)
const { users, expressions } = JSON.parse(readFileSync(fileURLToPath(new URL('cases.json', import.meta.url)), 'utf8'))
const one = expressions.find((expression) => expression.name === name)
const ready = await engines[engine](one, users)
for (const [at, context] of ready.contexts.entries()) {
  if ((await ready.holds(context)) !== one.holds[at]) throw new Error(`${engine} answers otherwise for user ${at} of "${name}"`)
}
await measure(ready, warmUpMilliseconds)
console.log((await measure(ready, Number(seconds) * 1000)).toFixed(0))
