self.tinPages = ["partner-worker.html", "demo.css"]; // what of your own site is to open without a network
importScripts("../sw.js"); // or "https://reader.example/sw.js"
