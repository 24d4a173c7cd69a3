// A proof: shows the photo that was taken, steps the number, asks for the position only when it is declared.
// The form may come later than this script: everything is heard at the document.
"use strict";

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-photo]")) showPhotos(target);
  else if (target.matches("[data-position]")) askPosition(target);
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-step]");
  if (!button) return;
  const input = document.getElementById(button.dataset.for);
  const value = parseFloat(input.value.replace(/\./g, "").replace(",", ".")) || 0;
  input.value = String(Math.max(1, value + Number(button.dataset.step))).replace(".", ",");
});

function showPhotos(input) {
  const shown = document.querySelector(input.dataset.photo);
  shown.replaceChildren();
  for (const file of input.files) {
    if (!file.type.startsWith("image/")) {
      shown.append(document.createTextNode(file.name));
      continue;
    }
    const image = document.createElement("img");
    image.alt = file.name;
    image.src = URL.createObjectURL(file);
    shown.append(image);
  }
}

function askPosition(box) {
  const told = document.querySelector(box.dataset.position);
  const { latitude, longitude } = box.form.elements;
  if (!box.checked) {
    latitude.value = longitude.value = "";
    told.textContent = "";
    return;
  }
  told.textContent = "Đang lấy vị trí…";
  navigator.geolocation.getCurrentPosition(
    (place) => {
      latitude.value = place.coords.latitude.toFixed(6);
      longitude.value = place.coords.longitude.toFixed(6);
      told.textContent = `Sẽ gửi vị trí này (sai số khoảng ${Math.round(place.coords.accuracy)} m).`;
    },
    () => {
      box.checked = false;
      told.textContent = "Máy không cho biết vị trí; minh chứng vẫn gửi được.";
    },
    { enableHighAccuracy: true, timeout: 15000 },
  );
}
