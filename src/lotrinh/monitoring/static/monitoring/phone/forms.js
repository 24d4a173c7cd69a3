// A form of the server on the phone: filled with values, read back, its photos shrunk.

const LONG_SIDE = 1600; // pixels: enough to read a sign board, a tenth of what the camera makes

const fieldsOf = (form) => [...form.elements].filter((one) => one.name && one.type !== "file");
const isBox = (field) => field.type === "checkbox" || field.type === "radio";

export function fill(form, values) {
  for (const field of fieldsOf(form)) {
    if (!(field.name in values)) continue;
    const value = values[field.name];
    if (isBox(field)) field.checked = value.includes(field.value);
    else field.value = value;
  }
}

// Name → text; of boxes the list of what is ticked.
export function read(form) {
  const values = {};
  for (const field of fieldsOf(form)) {
    if (isBox(field)) values[field.name] = [...(values[field.name] ?? []), ...(field.checked ? [field.value] : [])];
    else values[field.name] = field.value;
  }
  return values;
}

export function changed(before, now) {
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  );
}

export function showErrors(form, errors) {
  for (const [name, words] of Object.entries(errors ?? {})) {
    const field = form.elements[name];
    const at = field?.length && !field.tagName ? field[0] : field;
    if (!at) continue;
    const told = document.createElement("div");
    told.className = "field-error";
    told.id = `${name}-error`;
    told.textContent = words;
    at.setAttribute("aria-invalid", "true");
    at.setAttribute("aria-describedby", told.id);
    (at.closest(".stepper") ?? at).after(told);
  }
}

export async function filesOf(form) {
  const found = [];
  for (const input of form.querySelectorAll("input[type=file]")) {
    for (const file of input.files) found.push({ field: input.name, ...(await shrunk(file)) });
  }
  return found;
}

// As JPEG of at most LONG_SIDE; drawn anew, so that place and phone written in it stay behind. Other files as they are.
async function shrunk(file) {
  const asItIs = { name: file.name, blob: new Blob([await file.arrayBuffer()], { type: file.type }) };
  if (!file.type.startsWith("image/")) return asItIs;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
    return blob ? { name: file.name.replace(/\.\w+$/, "") + ".jpg", blob } : asItIs;
  } catch {
    return asItIs; // a kind this browser cannot draw: the server judges it
  }
}
