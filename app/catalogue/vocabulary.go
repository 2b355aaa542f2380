package catalogue

// synonyms are phrases of the field that mean the same, one meaning a line; the
// first names it. People search with the word they know.
const synonyms = `kursi roda = wheelchair = kursiroda
tunanetra = netra = buta = tuna netra = sensorik netra = blind = low vision = gangguan penglihatan
tunarungu = rungu = tuli = tuna rungu = sensorik rungu = deaf = gangguan pendengaran
tunawicara = wicara = bisu = tuna wicara = sensorik wicara
tunadaksa = daksa = tuna daksa = difabel fisik = disabilitas fisik
tunagrahita = grahita = tuna grahita = disabilitas intelektual = down syndrome
disabilitas = difabel = penyandang disabilitas = disability
tongkat netra = tongkat putih = tongkat penuntun = white cane = tongkat tunanetra = tongkat adaptif
kruk = tongkat ketiak = crutch = crutches
prostesis = protese = kaki palsu = tangan palsu = prosthesis = prosthetic
ortosis = ortose = orthosis = afo
alat bantu dengar = hearing aid = abd
walker = alat bantu jalan = rollator = walking frame
motor roda tiga = sepeda motor roda tiga = motor tiga roda = tricycle
elektrik = listrik = electric = bertenaga listrik
lansia = lanjut usia = elderly = jompo
kasur antidekubitus = kasur anti dekubitus = kasur dekubitus = kasur angin
kopi = coffee
laundry = binatu = penatu
braille = brail
aplikasi = app = perangkat lunak = software
murah = terjangkau = hemat
`

// roots are the words of the field that others grow from. Those that only look
// grown, such as pengantin or kecap, are roots themselves.
const roots = `
ajar alas alat aman anak angkat angkut antar antuk atur baca badan bagi baik bakar balut bangku bangun bantu baring
baru basah batas batik bawa bayi beban belajar bengkel bentuk berat bersih besar bimbing bina bisik biaya bola bongkar
buat buka buku bunyi butuh cahaya cair cakap canting cap cari cegah cepat cetak ciprat coba cuci cukur dampak dapat
dapur daftar dengar depan desain diri dorong duduk dukung dunia duri eja elektrik empuk erat faham fungsi gambar ganda
ganti garam gaya gerak getar gigi gizi goreng guna gunting gusi halus hambat handuk hangat hemat hibur hidup hitung
hubung hukum ikat ikut indra ingat isi isyarat jaga jahit jajan jalan jamin jangkau jari jatuh jelas jemput jual kaca
kaki kancing karya kasur kayuh kedap kecap kecil keliling keluarga kembang kemas kendara kendali kenal kerajinan kering
kerja kirim komunikasi kontrol kopi kotak kuat kukus kumpul kunci kunyah kursi kurung lacak laku lampu langkah laras
lari lengan lepas lestari letak lihat lindung lipat listrik luka lukis lunak lurus main makan mandi mandiri masak massa
mata mebel menara mudah mulut murah naik nyala nyaman obat olah olahraga otot pahat pakai paket paku palsu panas pandu
panggang pangkas panggung panjang pantau pasang pegang pelan pendek pengantin penyu perangkat peraga peras periksa
pesan pijak pijat pilih pindah pintu potong produksi pulih pusat putar putih raba racik raga rajut rakit rancang
rangka rapi rasa rawat rekam rendah roda roti ruang rumah rusak saji sakit salin sambung sandar sangga sapu saring sasar
sedia sehat selamat sembuh semprot sentuh sepatu sesuai siap simpan sinar sisir sikat sopir suara suhu suntik suruk
susu susun tahan tali tampil tanam tangan tangga tangkap tari tarik tekan telinga teman tempat tempel tenaga tenun tepat
terapi terang teras teruk tes tiang tidur tiga tiup tolak tolong tombol tongkat topang transfer tuang tubuh tugas tulis
tumbuh tumpu tunjuk turun tutup tutur uang ubah uji ukir ukur ulang unggul untung urus usaha usia wadah warna warung
kesehatan kecambah keramik keranjang kelapa kerupuk keripik kemeja kertas ketan semen sepeda semir sekolah sendok
serbet selimut berlian bernas berkas beras termos terong teratai periuk permata peta perban permen medali medan meja
melati mentega mesin meter pekan pelita pelana pemuda penjara pensil penggaris dinding dinamo dipan
`
