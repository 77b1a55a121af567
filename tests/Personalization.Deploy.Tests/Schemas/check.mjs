// Reads a JSON array of Kubernetes objects from standard input and prints a JSON array of what their schemas object to: [{object, path, message}].
//
// The validators of kubernetes-models are compiled from the schemas, which know every field but forbid none besides. An API server prunes or refuses
// such fields, so they are found here by watching: a field that the validator never asks for, of an object that it does look into, is unknown.

const packages = { "cert-manager.io": "@kubernetes-models/cert-manager", "monitoring.coreos.com": "@kubernetes-models/prometheus-operator" };

async function modelOf({ apiVersion, kind }) {
  const home = packages[apiVersion.split("/")[0]] ?? "kubernetes-models";
  return (await import(`${home}/${apiVersion}/${kind}`))[kind];
}

/** Wraps a value so that `seen` gets, for every object by its path, the names that somebody asked for. */
function watch(value, path, seen) {
  if (value === null || typeof value !== "object") return value;
  const wrapped = new Map();
  return new Proxy(value, {
    get(target, name) {
      if (typeof name === "symbol" || !Object.hasOwn(target, name)) {
        if (typeof name === "string") note(seen, path, name);
        return Reflect.get(target, name);
      }
      note(seen, path, name);
      if (!wrapped.has(name)) wrapped.set(name, watch(target[name], `${path}/${name}`, seen));
      return wrapped.get(name);
    },
  });
}

function note(seen, path, name) {
  if (!seen.has(path)) seen.set(path, new Set());
  seen.get(path).add(name);
}

/** The fields that were never asked for, of objects that something was asked of. An object that nothing was asked of is free in form. */
function unknownFields(value, path, seen) {
  if (value === null || typeof value !== "object" || !seen.has(path)) return [];
  const names = Object.keys(value);
  if (Array.isArray(value)) return names.flatMap((name) => unknownFields(value[name], `${path}/${name}`, seen));
  return names.flatMap((name) =>
    seen.get(path).has(name) ? unknownFields(value[name], `${path}/${name}`, seen) : [{ path: `${path}/${name}`, message: "is no field of this object" }]);
}

function problemsOf(object, model) {
  const seen = new Map();
  try {
    model.prototype.validate.call(watch(object, "", seen));
  } catch (refused) {
    return [{ path: "", message: refused.message }];
  }
  return unknownFields(object, "", seen);
}

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const found = [];
for (const object of JSON.parse(Buffer.concat(chunks).toString("utf8"))) {
  const name = `${object.kind} ${object.metadata?.name}`;
  let model;
  try {
    model = await modelOf(object);
  } catch (missing) {
    found.push({ object: name, path: "", message: `there is no schema of ${object.apiVersion} ${object.kind}: ${missing.message}` });
    continue;
  }
  for (const problem of problemsOf(object, model)) found.push({ object: name, ...problem });
}
console.log(JSON.stringify(found));
