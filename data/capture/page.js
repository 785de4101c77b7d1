"use strict";
// What is written is sealed to a workspace's public key with a key of its own that is forgotten at once: this page can write and never read.
(function () {
  var config = JSON.parse(document.getElementById("kith").textContent);
  var store = "kith-capture-" + config.page;
  var entries = [];        // [id, letters]: nothing else is ever kept
  var kept = true;         // by this device
  var sure = false;        // asked to remove, once
  var status = document.getElementById("status");

  function say(words, caution) {
    status.textContent = words;
    status.className = caution ? "caution" : "";
  }
  function counted(n) { return n === 1 ? "1 entry" : n + " entries"; }
  function letters(bytes) {
    var text = "";
    for (var i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
    return btoa(text);
  }
  function bytes(base64) {
    var text = atob(base64), out = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
    return out;
  }
  function hex(some) {
    var text = "";
    for (var i = 0; i < some.length; i++) text += (some[i] < 16 ? "0" : "") + some[i].toString(16);
    return text;
  }
  function today() {
    var now = new Date(), two = function (n) { return (n < 10 ? "0" : "") + n; };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  // Filled up with spaces, so that its length says little.
  function filled(text) {
    var plain = new TextEncoder().encode(text), out = new Uint8Array(Math.ceil(plain.length / 512) * 512).fill(32);
    out.set(plain);
    return out;
  }
  function seal(entry) {
    var once = nacl.box.keyPair(), nonce = nacl.randomBytes(nacl.box.nonceLength);
    var box = nacl.box(filled(JSON.stringify(entry)), nonce, bytes(config.key), once.secretKey);
    once.secretKey.fill(0);
    var whole = new Uint8Array(once.publicKey.length + nonce.length + box.length);
    whole.set(once.publicKey);
    whole.set(nonce, once.publicKey.length);
    whole.set(box, once.publicKey.length + nonce.length);
    return letters(whole);
  }
  function asText() {
    var text = "Kith sealed 1 to " + config.name + "\n";
    entries.forEach(function (one) { text += "= " + one[0] + "\n" + one[1].replace(/(.{72})/g, "$1\n").replace(/\n$/, "") + "\n"; });
    return text;
  }

  function keep() {
    try {
      localStorage.setItem(store, JSON.stringify(entries));
      kept = true;
    } catch (e) {
      kept = false;
    }
    show();
  }
  function show() {
    var n = entries.length;
    document.getElementById("count").textContent = n === 0 ? "Nothing is sealed on this device yet." : counted(n) + " sealed on this device." + (kept ? "" : " This device does not keep them when the page is closed: save the file first.");
    ["save", "text-of", "remove"].forEach(function (id) { document.getElementById(id).hidden = n === 0; });
    document.getElementById("text-field").hidden = true;
  }

  function answers(form) {
    var fields = {};
    Array.prototype.forEach.call(form.elements, function (one) {
      if (!one.name || (one.type === "checkbox" && !one.checked)) return;
      var words = one.value.trim();
      if (words) fields[one.name] = fields[one.name] ? fields[one.name] + ";" + words : words;
    });
    return fields;
  }
  function take(form) {
    var id = hex(nacl.randomBytes(16));
    entries.push([id, seal({ id: id, page: config.page, "for": config.audience, at: today(), by: document.getElementById("by").value.trim().slice(0, 100), table: form.dataset.table, fields: answers(form) })]);
    form.reset();
    keep();
    say("Sealed. " + counted(entries.length) + " sealed on this device. What you wrote cannot be read here any more.");
    form.querySelector("input,select,textarea").focus();
  }

  var forms = document.querySelectorAll("form[data-table]"), choices = document.querySelectorAll("input[name=what]");
  function choose() {
    choices.forEach(function (one) { document.getElementById("about-" + one.value).hidden = !one.checked; });
  }
  choices.forEach(function (one) { one.addEventListener("change", choose); });
  forms.forEach(function (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      take(form);
    });
  });
  document.getElementById("print").addEventListener("click", function () { print(); });
  document.getElementById("save").addEventListener("click", function () {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([asText()], { type: "text/plain" }));
    link.download = "kith-" + config.page + "-" + today() + ".kithcapture";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    say("The file " + link.download + " holds " + counted(entries.length) + ". Give it to whoever gave you this page. Nobody on the way can read it.");
  });
  document.getElementById("text-of").addEventListener("click", function () {
    var field = document.getElementById("text");
    document.getElementById("text-field").hidden = false;
    field.value = asText();
    field.focus();
    field.select();
    var copied = false;
    try { copied = document.execCommand("copy"); } catch (e) { copied = false; }
    say(copied ? "The sealed text is copied. Paste it into a message." : "The sealed text is marked below. Copy it into a message.");
  });
  document.getElementById("remove").addEventListener("click", function () {
    if (!sure) {
      sure = true;
      say("Press the button again to remove " + counted(entries.length) + " from this device. Save the file first: they cannot be brought back.", true);
      return;
    }
    sure = false;
    entries = [];
    keep();
    say("Removed from this device.");
  });
  document.addEventListener("click", function (event) { if (event.target.id !== "remove") sure = false; });
  window.addEventListener("beforeunload", function (event) {
    var open = Array.prototype.some.call(forms, function (form) { return Object.keys(answers(form)).length > 0; });
    if (open || (!kept && entries.length > 0)) event.preventDefault();
  });

  try {
    var before = JSON.parse(localStorage.getItem(store) || "[]");
    if (Array.isArray(before)) entries = before.filter(function (one) { return Array.isArray(one) && /^[0-9a-f]{32}$/.test(one[0]) && /^[A-Za-z0-9+/=]+$/.test(one[1]); });
  } catch (e) {
    kept = false;
  }
  choose();
  show();
})();
