// Make a photo small before it is kept and sent, and name it by its SHA-256.

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

export const canPhotograph = Boolean(globalThis.crypto?.subtle);

// Gives {blob, digest}; throws if the file cannot be used.
export async function prepare(file, mostBytes) {
  const blob = (await shrunk(file)) ?? file;
  if (blob.size > mostBytes) throw new Error("too large");
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return { blob, digest: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("") };
}

async function shrunk(file) {
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null; // a format that this browser cannot show; the server may
  }
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
