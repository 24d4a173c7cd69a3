// "Lấy toạ độ": the phone's own position into the form, then what is near is asked for.
"use strict";
(() => {
  const button = document.querySelector("[data-locate]");
  if (!button) return;
  const said = document.querySelector("[data-locate-said]");
  const latitude = document.getElementById("id_latitude");
  const longitude = document.getElementById("id_longitude");
  const written = (number) => number.toFixed(6).replace(".", ",");
  const REASONS = {
    1: "Trình duyệt chưa cho phép lấy vị trí; hãy cho phép, hoặc gõ toạ độ bằng tay.",
    2: "Máy chưa bắt được vị trí; hãy ra chỗ thoáng rồi bấm lại.",
    3: "Quá lâu chưa bắt được vị trí; hãy bấm lại.",
  };
  button.addEventListener("click", () => {
    if (!navigator.geolocation) {
      said.textContent = "Trình duyệt này không lấy được vị trí; hãy gõ toạ độ bằng tay.";
      return;
    }
    said.textContent = "Đang lấy vị trí…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        latitude.value = written(coords.latitude);
        longitude.value = written(coords.longitude);
        said.textContent = `Đã lấy, sai số khoảng ${Math.round(coords.accuracy)} m.`;
        latitude.dispatchEvent(new Event("change", { bubbles: true }));
      },
      (error) => { said.textContent = REASONS[error.code]; },
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 },
    );
  });
})();
