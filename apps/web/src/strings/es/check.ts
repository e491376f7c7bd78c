import type { Spoken } from "../spoken.ts";

/** Spanish of the part "check". */
export const check: Spoken<"check"> = ({ count }) => ({
  title: "Probar la conexión",
  running: "Probando…",
  fine: "Todo funciona",
  problems: (n) => count(n, { one: "problema", other: "problemas" }),
  again: "Probar otra vez",
  copy: "Copiar informe",
  copied: "Copiado",
  copyFailed: "No se pudo copiar.",
  explain: "El informe no lleva mensajes, nombres ni códigos.",
  debug: "Panel de depuración",
  took: (n) => `${n} ms`,
  waiting: "Aún sin probar",
  skipped: (title) => `Sin probar: ${title}`,
  freeSpace: "Hacer sitio",
  space: {
    title: "Hacer sitio",
    explain: "Borra fotos o apps que no necesites. Las salas ocupan poco.",
    rooms: "Al salir de una sala se borran aquí sus mensajes.",
    holds: (n, megabytes) =>
      `${count(n, { one: "mensaje", other: "mensajes" })} · ${megabytes.toFixed(1)} MB`,
    leave: "Salir",
    sure: "Salir para siempre",
  },
  titles: {
    reach: "Servidor",
    signIn: "Wifi",
    health: "Salud del servidor",
    config: "Ajustes",
    headers: "Protección",
    push: "Notificaciones",
    ice: "De móvil a móvil",
    upgrade: "Línea de mensajes",
    environment: "El servidor correcto",
    clock: "Reloj",
    join: "Sala",
    roundTrip: "Enviando",
    history: "Recepción",
    resume: "Volver",
    idle: "Seguir conectado",
    storage: "Espacio del móvil",
    worker: "Sin señal",
  },
  works: {
    reach: "Responde",
    signIn: "Ningún inicio de sesión estorba",
    health: "Está bien",
    config: "Llegan",
    headers: "La página está protegida",
    push: "Este servidor puede enviarlas",
    ice: "Los móviles pueden encontrarse",
    upgrade: "Se abre",
    environment: "Es el de esta app",
    clock: "Está en hora",
    join: "Una sala de prueba te deja entrar",
    roundTrip: "Un mensaje de prueba se guarda",
    history: "Un segundo móvil lo recibe",
    resume: "Llega lo que faltaba",
    idle: "Una línea tranquila sigue abierta",
    storage: "Guarda tus mensajes",
    worker: "La app se abre igual",
  },
  faults: {
    "no-answer": {
      said: "Nadie responde",
      advice: "Apaga y enciende la wifi, o ve a donde haya mejor señal.",
    },
    late: {
      said: "Tarda demasiado",
      advice: "Aquí la señal es muy débil. Prueba en otro sitio.",
    },
    "sign-in": {
      said: "Esta wifi pide iniciar sesión",
      advice: "Abre la página de inicio de sesión y vuelve.",
    },
    "wrong-answer": {
      said: "Responde otra cosa",
      advice: "Revisa la dirección o avisa a la organización.",
    },
    "no-link": {
      said: "No se abre",
      advice: "Esta red la bloquea. Prueba con los datos del móvil.",
    },
    "wrong-address": {
      said: "No está en esta dirección",
      advice: "Abre la dirección del cartel.",
    },
    "wrong-environment": {
      said: "Es de otra app",
      advice: "Avisa a la organización: enseña este informe.",
    },
    version: {
      said: "Esta versión es muy antigua",
      advice: "Recarga la página.",
    },
    clock: {
      said: "El reloj de este móvil va mal",
      advice: "Ponlo en automático en los ajustes del móvil.",
    },
    refused: {
      said: "Dice que no",
      advice: "Avisa a la organización: enseña este informe.",
    },
    "storage-denied": {
      said: "Este navegador no guarda nada",
      advice: "Sal del modo privado.",
    },
    "storage-full": {
      said: "Está casi lleno",
      advice: "Borra fotos o apps, o sal de salas viejas.",
    },
    "no-worker": {
      said: "La app necesita señal para abrirse",
      advice: "Sal del modo privado y usa la dirección https.",
    },
    "set-up": {
      said: "No está bien configurado",
      advice: "Avisa a la organización: enseña este informe.",
    },
    "cut-off": { said: "Se corta", advice: "Esta red la bloquea. Prueba con los datos del móvil." },
    bug: {
      said: "Algo va mal en la app",
      advice: "Avisa a la organización: enseña este informe.",
    },
    other: {
      said: "No funcionó",
      advice: "Avisa a la organización: enseña este informe.",
    },
  },
});
