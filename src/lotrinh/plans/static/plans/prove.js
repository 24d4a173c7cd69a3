// The prove page: shows the photo that was taken, steps the number, asks for the position only when it is declared.
"use strict";

document.querySelectorAll("[data-photo]").forEach((input) => {
  input.addEventListener("change", () => {
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
  });
});

document.querySelectorAll("[data-step]").forEach((button) => {
  button.addEventListener("click", () => {
    const input = document.getElementById(button.dataset.for);
    const value = parseFloat(input.value.replace(/\./g, "").replace(",", ".")) || 0;
    input.value = String(Math.max(1, value + Number(button.dataset.step))).replace(".", ",");
  });
});

document.querySelectorAll("[data-position]").forEach((box) => {
  box.addEventListener("change", () => {
    const told = document.querySelector(box.dataset.position);
    const form = box.form;
    if (!box.checked) {
      form.latitude.value = form.longitude.value = "";
      told.textContent = "";
      return;
    }
    told.textContent = "Đang lấy vị trí…";
    navigator.geolocation.getCurrentPosition(
      (place) => {
        form.latitude.value = place.coords.latitude.toFixed(6);
        form.longitude.value = place.coords.longitude.toFixed(6);
        told.textContent = `Sẽ gửi vị trí này (sai số khoảng ${Math.round(place.coords.accuracy)} m).`;
      },
      () => {
        box.checked = false;
        told.textContent = "Máy không cho biết vị trí; minh chứng vẫn gửi được.";
      },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
});
