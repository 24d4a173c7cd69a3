// Draws a register's shapes. Without a base map the outlines stand alone on a plain ground.
"use strict";
(() => {
  const place = document.querySelector("[data-map]");
  if (!place) return;
  const map = L.map(place, { attributionControl: false, zoomSnap: 0.5 });
  if (place.dataset.tiles) L.tileLayer(place.dataset.tiles).addTo(map);
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--lt-brand").trim();
  const layer = L.geoJSON(null, {
    style: { color: colour, weight: 1.5, fillOpacity: 0.2 },
    pointToLayer: (_, at) => L.circleMarker(at, { radius: 6, color: colour, weight: 2, fillOpacity: 0.5 }),
    onEachFeature: (feature, drawn) => {
      const link = document.createElement("a");
      link.href = feature.properties.address;
      link.textContent = feature.properties.name;
      drawn.bindPopup(link);
    },
  }).addTo(map);
  const show = (shapes) => {
    layer.addData(shapes);
    if (layer.getBounds().isValid()) map.fitBounds(layer.getBounds(), { maxZoom: 17, padding: [20, 20] });
    else map.setView([10.46, 105.64], 12);
  };
  const own = document.getElementById("map-feature");
  if (own) return show(JSON.parse(own.textContent));
  const note = document.getElementById("map-note");
  fetch(place.dataset.shapes).then((answer) => answer.json()).then((shapes) => {
    show(shapes);
    note.textContent = `Đã vẽ ${shapes.numberReturned.toLocaleString("vi")} trong ${shapes.numberMatched.toLocaleString("vi")} dòng.`;
  }).catch(() => { note.textContent = "Không tải được các hình; hãy tải lại trang."; });
})();
