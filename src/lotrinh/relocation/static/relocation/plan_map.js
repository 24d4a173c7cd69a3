// A plan on the map, quarter by quarter: where each establishment is, and where it goes.
"use strict";
(() => {
  const place = document.querySelector("[data-plan-map]");
  if (!place) return;
  const plan = JSON.parse(document.getElementById("plan-picture").textContent);
  const slider = document.getElementById("plan-quarter");
  const said = document.getElementById("plan-said");
  const COLOURS = { move: "#0b5d4e", convert: "#b3540a", change_trade: "#3b5b9d", close: "#8a2f6b", stay: "#4d5955" };
  const map = L.map(place, { attributionControl: false, zoomSnap: 0.5, preferCanvas: true });
  map.setView([10.46, 105.64], 12); // names need a view before they are drawn
  L.control.scale({ imperial: false }).addTo(map);
  if (place.dataset.tiles) L.tileLayer(place.dataset.tiles).addTo(map);

  const popup = (site) => {
    const link = document.createElement("a");
    link.href = site.address;
    link.textContent = site.name;
    const words = document.createElement("div");
    words.textContent = site.quarter === null ? site.words : `${site.words}, ${plan.quarters[site.quarter]}`;
    const box = document.createElement("div");
    box.append(link, words);
    return box;
  };
  const bounds = L.latLngBounds([]);
  plan.grounds.forEach((ground) => {
    ground.outlines.forEach((outline) => bounds.extend(L.geoJSON(outline, { style: { color: "#56625e", weight: 1, fillOpacity: 0.1 } }).addTo(map).getBounds()));
    L.circleMarker(ground.at, { radius: 1, opacity: 0, interactive: false })
      .bindTooltip(ground.name, { permanent: true, direction: "top", className: "map-name" }).addTo(map);
  });
  const sites = plan.sites.map((site) => {
    bounds.extend(site.at);
    const old = L.circleMarker(site.at, { radius: 6, weight: 2, color: COLOURS[site.kind] }).bindPopup(popup(site)).addTo(map);
    const way = site.to ? L.polyline([site.at, site.to], { color: COLOURS.move, weight: 1, dashArray: "4 4" }) : null;
    const fresh = site.to ? L.circleMarker(nearby(site.to, site.name), { radius: 4, weight: 1, color: COLOURS.move, fillOpacity: 0.9 }).bindPopup(popup(site)) : null;
    return { site, old, way, fresh };
  });
  // Arrivals of one cluster stand around its middle instead of on top of one another.
  function nearby([latitude, longitude], name) {
    let seed = 7;
    for (const char of name) seed = (seed * 31 + char.charCodeAt(0)) % 9973;
    const angle = (seed / 9973) * 2 * Math.PI, far = 0.0004 + 0.0012 * ((seed % 97) / 97);
    return [latitude + far * Math.sin(angle), longitude + far * Math.cos(angle)];
  }

  const legend = L.control({ position: "topright" });
  legend.onAdd = () => {
    const box = document.createElement("div");
    box.className = "map-legend";
    Object.entries(plan.kinds).forEach(([kind, word]) => {
      const line = document.createElement("div"), dot = document.createElement("span");
      dot.textContent = "● ";
      dot.style.color = COLOURS[kind];
      line.append(dot, word);
      box.append(line);
    });
    return box;
  };
  legend.addTo(map);

  const show = () => {
    const now = Number(slider.value); // so many quarters are over
    let over = 0, going = 0;
    sites.forEach(({ site, old, way, fresh }) => {
      const done = site.quarter !== null && site.quarter < now;
      const acting = site.quarter !== null && site.quarter === now - 1;
      over += done; going += acting;
      old.setStyle({ fillOpacity: done ? 0 : 0.6, opacity: done ? 0.45 : 1 });
      [[way, acting], [fresh, done]].forEach(([layer, on]) => layer && (on ? layer.addTo(map) : layer.remove()));
    });
    const when = now ? `Hết ${plan.quarters[now - 1]}` : "Trước khi bắt đầu";
    said.textContent = `${when}: đã xử lý ${over} trong ${sites.length} cơ sở${now ? `, riêng quý này ${going}` : ""}.`;
    slider.setAttribute("aria-valuetext", when);
  };
  slider.addEventListener("input", show);
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [20, 20], maxZoom: 16 });
  show();
})();
