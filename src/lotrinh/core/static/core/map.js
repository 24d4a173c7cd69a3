// Draws a register's shapes, coloured by one of its columns. Without a base map they stand alone on a plain ground.
"use strict";
(() => {
  const place = document.querySelector("[data-map]");
  if (!place) return;
  const FEW_ENOUGH_TO_NAME = 60;
  // Told apart by people who do not see red and green alike; the legend says each in words.
  const PALETTE = ["#0b5d4e", "#b3540a", "#3b5b9d", "#8a2f6b", "#6b6b00", "#4d5955"];
  const map = L.map(place, { attributionControl: false, zoomSnap: 0.5 });
  L.control.scale({ imperial: false }).addTo(map);
  if (place.dataset.tiles) L.tileLayer(place.dataset.tiles).addTo(map);

  const colours = new Map();
  const colourOf = (word) => {
    if (!colours.has(word)) colours.set(word, PALETTE[Math.min(colours.size, PALETTE.length - 1)]);
    return colours.get(word);
  };
  const styled = (feature) => ({ color: colourOf(feature.properties.shade), weight: 1.5, fillOpacity: 0.35 });

  const element = (name, text, inside = []) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    made.append(...inside);
    return made;
  };
  const popup = ({ name, address, facts }) => {
    const link = element("a", name);
    link.href = address;
    const rows = facts.map(([label, text]) => element("div", "", [element("span", `${label}: `), element("strong", text)]));
    return element("div", "", [element("p", "", [link]), ...rows]);
  };
  const layer = L.geoJSON(null, {
    style: styled,
    pointToLayer: (feature, at) => L.circleMarker(at, { radius: 6, ...styled(feature) }),
    onEachFeature: (feature, drawn) => drawn.bindPopup(popup(feature.properties)),
  }).addTo(map);

  const tellColours = (label) => {
    const legend = L.control({ position: "topright" });
    legend.onAdd = () => {
      const lines = [...colours].map(([word, colour]) => {
        const dot = element("span", "■ ");
        dot.style.color = colour;
        return element("div", "", [dot, word]);
      });
      const box = element("div", "", [element("strong", label), ...lines]);
      box.className = "map-legend";
      return box;
    };
    legend.addTo(map);
  };
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
    if (shapes.features.length <= FEW_ENOUGH_TO_NAME)
      layer.eachLayer((drawn) => drawn.bindTooltip(drawn.feature.properties.name, { permanent: true, direction: "center", className: "map-name" }));
    if (shapes.shadedBy) tellColours(shapes.shadedBy);
    note.textContent = `Đã vẽ ${shapes.numberReturned.toLocaleString("vi")} trong ${shapes.numberMatched.toLocaleString("vi")} dòng.`;
  }).catch(() => { note.textContent = "Không tải được các hình; hãy tải lại trang."; });
})();
